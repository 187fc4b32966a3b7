namespace LeanRx.Testing;

/// <summary>A fault plan is contradictory; the message names the fault.</summary>
public sealed class FaultPlanException(string message) : ArgumentException(message);
