namespace LeanRx.Server;

/// <summary>What a server does with a command that exceeds a rate.</summary>
public enum RateLimitAction
{
    /// <summary>Answer with error 4116 (sends) or 4318 (other commands).</summary>
    Refuse,

    // S170
    /// <summary>Do not answer, as LeanCloud did.</summary>
    Ignore,
}
