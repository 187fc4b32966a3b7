using LeanRx.Runtime.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>One call of <c>OpenAsync</c> that waits for the login.</summary>
internal sealed class OpenRequest(Session session, CancellationToken cancellationToken) : SchedulerTaskSource<bool>(session.Deliveries)
{
    public Session Session { get; } = session;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public CancellationTokenRegistration Registration { get; set; }

    public TimeSpan Due { get; set; } = SessionClock.Never;
}
