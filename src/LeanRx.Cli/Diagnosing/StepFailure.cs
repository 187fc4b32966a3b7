namespace LeanRx.Cli.Diagnosing;

/// <summary>Something on the way to a server does not work.</summary>
/// <param name="finding">What happened.</param>
/// <param name="advice">What to look at.</param>
/// <param name="innerException">What was thrown.</param>
sealed class StepFailure(string finding, string advice, Exception? innerException = null) : Exception(finding, innerException)
{
    public string Advice => advice;
}
