namespace LeanRx;

/// <summary>A page of client ids.</summary>
public sealed record MemberPage
{
    /// <summary>The ids on this page.</summary>
    public required IReadOnlyList<string> Members { get; init; }

    /// <summary>The cursor of the next page; null on the last page.</summary>
    public string? Next { get; init; }
}
