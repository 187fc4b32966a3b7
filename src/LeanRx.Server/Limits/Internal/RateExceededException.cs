namespace LeanRx.Server.Limits.Internal;

// S170
/// <summary>A command over a rate limit; options decide between the error and no answer at all.</summary>
internal sealed class RateExceededException(int code) : Exception("Too many of these a minute.")
{
    public int Code { get; } = code;
}
