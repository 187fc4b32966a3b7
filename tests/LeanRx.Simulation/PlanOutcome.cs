using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>One plan of a campaign and what came of it.</summary>
public sealed record PlanOutcome(int Seed, FaultPlan Plan, SimulationResult Result);
