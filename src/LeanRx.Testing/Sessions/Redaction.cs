namespace LeanRx.Testing;

/// <summary>What a recording leaves out.</summary>
[Flags]
public enum Redaction
{
    /// <summary>Nothing: the recording can log in as the client. Keep it like a password.</summary>
    None = 0,

    /// <summary>Signatures, their nonces and session tokens.</summary>
    Secrets = 1,

    /// <summary>What messages say: every text and number in their bodies but the type. Who wrote to whom and when stays.</summary>
    Bodies = 2,

    /// <summary>Secrets and bodies.</summary>
    All = Secrets | Bodies,
}
