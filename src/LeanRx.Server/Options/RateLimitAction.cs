namespace LeanRx.Server;

/// <summary>What a server does with a command over a rate limit.</summary>
public enum RateLimitAction
{
    /// <summary>Answers with error 4116 (sends) or 4318 (others).</summary>
    Refuse,

    // S170
    /// <summary>Does not answer, as the original did.</summary>
    Ignore,
}
