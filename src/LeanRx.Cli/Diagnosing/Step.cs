namespace LeanRx.Cli.Diagnosing;

/// <summary>Whether something on the way to a server works.</summary>
enum StepOutcome
{
    Passed,
    Failed,

    /// <summary>Not tried: there is nothing to try, or what comes before it failed.</summary>
    Skipped,
}

/// <summary>One thing on the way to a server.</summary>
/// <param name="Name">What was tried.</param>
/// <param name="Outcome">Whether it works.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Advice">What to look at when it failed.</param>
sealed record Step(string Name, StepOutcome Outcome, TimeSpan Time, string Finding, string? Advice = null);
