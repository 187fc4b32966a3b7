namespace LeanRx;

/// <summary>A page of a list of conversations.</summary>
/// <param name="ConversationIds">Their ids.</param>
/// <param name="Next">What to ask with for the next page; null at the end.</param>
public sealed record ConversationIdPage(IReadOnlyList<string> ConversationIds, string? Next);
