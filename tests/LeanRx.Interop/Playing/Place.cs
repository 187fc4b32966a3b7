namespace LeanRx.Interop;

/// <summary>Where a client runs.</summary>
public enum Place
{
    /// <summary>In the process that most clients of its SDK share.</summary>
    Shared,

    /// <summary>In a second process, as on another device. It is shared too.</summary>
    Elsewhere,

    /// <summary>In a process of its own, whose network can fail.</summary>
    Alone,
}
