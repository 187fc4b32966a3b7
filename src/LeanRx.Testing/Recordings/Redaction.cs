namespace LeanRx.Testing;

/// <summary>What a recording omits.</summary>
[Flags]
public enum Redaction
{
    /// <summary>Nothing: the recording can be used to log in as the client.</summary>
    /// <remarks>Keep it like a password.</remarks>
    None = 0,

    /// <summary>Signatures, their nonces and session tokens.</summary>
    Secrets = 1,

    /// <summary>The content of messages: all texts and numbers in their bodies except the type.</summary>
    /// <remarks>Senders, receivers and times remain.</remarks>
    Bodies = 2,

    /// <summary>Secrets and bodies.</summary>
    All = Secrets | Bodies,
}
