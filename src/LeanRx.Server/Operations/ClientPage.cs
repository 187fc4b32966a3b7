namespace LeanRx.Server;

/// <summary>A page of a list of clients.</summary>
/// <param name="ClientIds">The ids, in ordinal order.</param>
/// <param name="Next">What to ask with for the next page; null at the end.</param>
public sealed record ClientPage(IReadOnlyList<string> ClientIds, string? Next);
