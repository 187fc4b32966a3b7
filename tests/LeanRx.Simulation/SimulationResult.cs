namespace LeanRx.Simulation;

/// <summary>What came of a run.</summary>
/// <param name="Messages">How many messages were sent.</param>
/// <param name="Trace">Hash over everything that everybody saw, with its instants.</param>
/// <param name="Violations">Laws that were broken; empty in a good run.</param>
public sealed record SimulationResult(int Messages, ulong Trace, IReadOnlyList<string> Violations);
