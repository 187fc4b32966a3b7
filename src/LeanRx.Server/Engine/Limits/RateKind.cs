namespace LeanRx.Server.Internal;

/// <summary>What is counted apart.</summary>
internal enum RateKind
{
    /// <summary>Sends.</summary>
    Send,

    /// <summary>History queries.</summary>
    History,

    /// <summary>Each other operation by its name.</summary>
    Other,
}
