namespace LeanRx.Cli.Importing.Checking;

/// <summary>A conversation that is not the same in the export and in the store.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Why">What differs, a clause.</param>
sealed record Difference(string ConversationId, string Why);
