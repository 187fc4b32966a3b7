namespace LeanRx;

// protocol.md §4.4.1
/// <summary>The result of an operation on members, which may succeed for some and fail for others.</summary>
public sealed record MembershipResult
{
    /// <summary>The client ids for which it succeeded.</summary>
    public required IReadOnlyList<string> Allowed { get; init; }

    /// <summary>The clients for which it failed, grouped by error.</summary>
    /// <value>Empty when it succeeded for all.</value>
    public IReadOnlyList<MembershipFailure> Failed { get; init; } = [];
}
