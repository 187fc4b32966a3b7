namespace LeanRx.Server.Hosting;

/// <summary>Why a connection is dropped because of what waits to be written to it.</summary>
public enum BacklogOverflow
{
    /// <summary>Its peer takes nothing for too long, or gets more pushes than it takes.</summary>
    SlowReader,

    /// <summary>Too much waits over all connections, and most for this one.</summary>
    Total,
}
