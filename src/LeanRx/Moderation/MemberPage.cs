namespace LeanRx;

/// <summary>A page of a list of clients.</summary>
/// <param name="Members">Their ids.</param>
/// <param name="Next">What to ask with for the next page; null at the end.</param>
public sealed record MemberPage(IReadOnlyList<string> Members, string? Next);
