namespace LeanRx;

public sealed partial class LeanClient
{
    /// <summary>Lets go of the connection while the application is in the background or about to sleep: no socket, no heartbeat, no attempt.</summary>
    /// <remarks>
    /// It is no logout: the client is <see cref="ConnectionState.Suspended"/>, streams stay, commands and sends wait as without a connection, and the server
    /// counts it as offline. Where the client is not open nothing happens.
    /// </remarks>
    public void Suspend() => _session.Suspend();

    /// <summary>Connects again at once after <see cref="Suspend"/>; what was missed comes as after every lost connection.</summary>
    /// <remarks>Without a suspension before it the line is asked for a sign of life, and a client that waits dials at once. <see cref="OpenAsync"/> resumes
    /// too.</remarks>
    public void Resume() => _session.Resume();

    /// <summary>Connects anew at once: a client that waits does not wait any longer, and a connection that is there is let go of, as after a sleep.</summary>
    /// <remarks>
    /// For the moment at which the application knows better, such as when the computer has woken. By itself the client notices a sleep when its timers ring too
    /// late, and changes of the network (<see cref="LeanClientOptions.NetworkChanges"/>). Where the client is not open nothing happens.
    /// </remarks>
    public void ReconnectNow() => _session.ReconnectNow();
}
