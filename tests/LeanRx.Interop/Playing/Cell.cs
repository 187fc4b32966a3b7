namespace LeanRx.Interop;

/// <summary>One field of the matrix.</summary>
/// <param name="Scenario">The row.</param>
/// <param name="Pair">The column.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Reason">What failed, from whom to whom and what they were last told; or what is not offered by whom.</param>
public sealed record Cell(string Scenario, string Pair, Outcome Outcome, string? Reason)
{
    public override string ToString() => $"{Scenario}, {Pair}: {Outcome} {Reason}";
}
