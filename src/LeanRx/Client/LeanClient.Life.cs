namespace LeanRx;

public sealed partial class LeanClient
{
    /// <summary>Disconnects while the application is in the background or the device is about to sleep: no socket, no heartbeat, no reconnecting.</summary>
    /// <remarks>
    /// It is not a logout: the client becomes <see cref="ConnectionState.Suspended"/>, streams stay, and commands and sends wait as without a connection. The
    /// server regards the client as offline. If the client is not open, nothing happens.
    /// </remarks>
    public void Suspend() => _session.Suspend();

    /// <summary>Reconnects immediately after <see cref="Suspend"/>.</summary>
    /// <remarks>
    /// Missed messages and events are fetched as after any lost connection. If the client is not suspended, the connection is checked, and a client that waits
    /// to reconnect does so immediately. <see cref="OpenAsync"/> resumes as well.
    /// </remarks>
    public void Resume() => _session.Resume();

    /// <summary>Reconnects immediately: a client that waits stops waiting, and an existing connection is replaced.</summary>
    /// <remarks>
    /// Call it when the application knows that the connection is gone, for example after the device woke up. The client itself detects sleep when its timers
    /// are late, and changes of the network (<see cref="LeanClientOptions.NetworkChanges"/>). If the client is not open, nothing happens.
    /// </remarks>
    public void ReconnectNow() => _session.ReconnectNow();
}
