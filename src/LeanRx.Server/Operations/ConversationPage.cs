namespace LeanRx.Server;

/// <summary>A page of a list of conversations.</summary>
/// <param name="ConversationIds">The ids, in ordinal order.</param>
/// <param name="Next">What to ask with for the next page; null at the end.</param>
public sealed record ConversationPage(IReadOnlyList<string> ConversationIds, string? Next);
