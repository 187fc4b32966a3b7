using LeanRx.Cli.Operators;

namespace LeanRx.Cli.Watching;

/// <summary>One look at a server.</summary>
/// <param name="Time">When.</param>
/// <param name="Figures">What it tells; null when it does not answer.</param>
/// <param name="Json">The same as it came.</param>
/// <param name="Failure">Why it does not answer.</param>
sealed record Look(DateTimeOffset Time, ServerFigures? Figures, string? Json, string? Failure);
