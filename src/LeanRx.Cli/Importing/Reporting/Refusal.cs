namespace LeanRx.Cli.Importing.Reporting;

/// <summary>A row that was not taken.</summary>
/// <param name="File">The file.</param>
/// <param name="Row">Which row of it, from 1.</param>
/// <param name="Reason">Why, a clause.</param>
/// <param name="ConversationId">Its conversation, where it is known.</param>
sealed record Refusal(string File, long Row, string Reason, string? ConversationId);
