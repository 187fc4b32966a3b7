namespace LeanRx;

// protocol.md §4.4.1
/// <summary>What became of adding or removing members.</summary>
/// <param name="Allowed">The ids for which it succeeded.</param>
/// <param name="Failed">Those for which it did not, and why.</param>
public sealed record MembershipResult(IReadOnlyList<string> Allowed, IReadOnlyList<MembershipFailure> Failed);
