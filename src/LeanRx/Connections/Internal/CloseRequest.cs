using LeanRx.Runtime.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>One call of <c>CloseAsync</c> or <c>DisposeAsync</c>.</summary>
internal sealed class CloseRequest(Session session) : SchedulerTaskSource<bool>(session.Deliveries)
{
    public Session Session { get; } = session;

    /// <summary>Whether its caller does not want to wait for the server.</summary>
    public bool IsHurried { get; set; }

    public CancellationTokenRegistration Registration { get; set; }
}
