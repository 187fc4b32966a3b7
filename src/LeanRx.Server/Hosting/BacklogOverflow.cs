namespace LeanRx.Server.Hosting;

/// <summary>Why a connection is dropped for what waits to be written to it.</summary>
public enum BacklogOverflow
{
    /// <summary>Its peer takes nothing for too long, or is pushed more than it takes.</summary>
    SlowReader,

    /// <summary>Too much waits over all connections, and for this one the most.</summary>
    Total,
}
