using Microsoft.Reactive.Testing;

namespace LeanRx.Tests.Support;

/// <summary>
/// A network in the hands of a test. As it comes it accepts every dial at once, answers logins, logouts and heartbeats, and is silent on everything else;
/// each of these can be switched off, and <see cref="Answer"/> answers more.
/// </summary>
sealed class FakeTransport(TestScheduler scheduler) : ITransport
{
    readonly List<FakeConnection> _connections = [];

    /// <summary>Every connection that was dialled, the first first.</summary>
    public IReadOnlyList<FakeConnection> Connections => _connections;

    /// <summary>The connection that was dialled last.</summary>
    public FakeConnection Last => _connections[^1];

    /// <summary>Connections that are neither closed nor disposed.</summary>
    public int Live => _connections.Count(connection => connection.IsLive);

    /// <summary>Most connections that were live at the same time.</summary>
    public int MostLive { get; private set; }

    /// <summary>Whether a dial opens at once; otherwise the test calls <see cref="FakeConnection.Open"/>.</summary>
    public bool AcceptsDials { get; set; } = true;

    /// <summary>Whether every dial is refused.</summary>
    public bool IsDown { get; set; }

    public bool AnswersLogins { get; set; } = true;

    public bool AnswersLogouts { get; set; } = true;

    public bool AnswersHeartbeats { get; set; } = true;

    /// <summary>What the server says to a frame that is none of the above; null for nothing. Serial and peer id are filled in.</summary>
    public Func<Frame, Frame?>? Answer { get; set; }

    /// <summary>The instants at which connections were dialled, in seconds of virtual time.</summary>
    public IEnumerable<double> DialledAt => _connections.Select(connection => connection.DialledAt);

    public double Seconds => TimeSpan.FromTicks(scheduler.Clock).TotalSeconds;

    public ITransportConnection Create(Uri address, string subprotocol) => new FakeConnection(this, address, subprotocol);

    internal void OnDial(FakeConnection connection)
    {
        _connections.Add(connection);
        MostLive = Math.Max(MostLive, Live);
        if (IsDown)
            connection.Close(1006, "connection refused");
        else if (AcceptsDials)
            connection.Open();
    }

    internal void OnSent(SentFrame sent)
    {
        switch (sent.Frame)
        {
            case HeartbeatFrame:
                if (AnswersHeartbeats)
                    sent.Connection.Receive(HeartbeatFrame.Instance);
                break;
            case SessionFrame { Operation: SessionOperations.Open }:
                if (AnswersLogins)
                    sent.Reply(new SessionFrame { Operation = SessionOperations.Opened, Token = $"token-{_connections.Count}", TokenTtl = 3600 });
                break;
            case SessionFrame { Operation: SessionOperations.Close }:
                if (AnswersLogouts)
                    sent.Reply(new SessionFrame { Operation = SessionOperations.Closed });
                break;
            default:
                if (Answer?.Invoke(sent.Frame) is { } answer)
                    sent.Reply(answer);
                break;
        }
    }
}
