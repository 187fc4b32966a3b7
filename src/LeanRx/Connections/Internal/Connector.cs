using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;
using LeanRx.Runtime.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>
/// Keeps one connection alive from start to stop: dials, and after a loss or a failure asks the policy, waits and dials again. At most one connection exists at
/// a time. Lives in the serial gate.
/// </summary>
internal sealed class Connector(SessionParts parts, IConnectorOwner owner) : IConnectionOwner, ICommandWriter
{
    Connection? _connection;
    bool _isWaiting;
    TimeSpan _retryDue;
    int _attempt;
    TimeSpan _lostAt;
    TimeSpan _openedAt;

    /// <summary>Whether a connection is there or on its way.</summary>
    public bool IsRunning => _connection is not null || _isWaiting;

    /// <summary>Whether a login succeeded since the start.</summary>
    public bool WasOpen { get; private set; }

    /// <summary>Why the last attempt failed or the connection was lost; null since the last start or login.</summary>
    public LeanRxException? LastCause { get; private set; }

    public ConnectionStage Stage => _connection?.Stage ?? ConnectionStage.New;

    public TimeSpan NextDue => _isWaiting ? _retryDue : _connection?.NextDue ?? SessionClock.Never;

    public void Start()
    {
        WasOpen = false;
        LastCause = null;
        _attempt = 0;
        _lostAt = parts.Clock.Elapsed;
        parts.Memory.ForgetToken();
        Dial();
    }

    public void Stop()
    {
        _isWaiting = false;
        _connection?.Abandon();
        _connection = null;
    }

    /// <summary>Lets go of the connection; what is known of the login stays.</summary>
    public void LetGo()
    {
        if (Stage == ConnectionStage.Open)
            _lostAt = parts.Clock.Elapsed;
        Stop();
    }

    /// <summary>Dials at once, the back-off begun anew.</summary>
    public void DialAnew()
    {
        _attempt = 0;
        Dial();
    }

    public int Send(Frame frame) => _connection?.Send(frame) ?? 0;

    public int Send(MessageCommand message) => _connection?.Send(message) ?? 0;

    public void LogOut() => _connection?.LogOut();

    /// <summary>Whoever waits dials at once, its back-off begun anew; a connection is asked whether it still lives.</summary>
    public void OnNetworkChanged()
    {
        if (_isWaiting)
        {
            _attempt = 0;
            Dial();
        }
        else
        {
            _connection?.Probe();
        }
    }

    public void OnDue(TimeSpan now)
    {
        if (!_isWaiting)
            _connection?.OnDue(now);
        else if (now >= _retryDue)
            Dial();
    }

    void IConnectionOwner.OnOpened(Connection connection)
    {
        WasOpen = true;
        LastCause = null;
        _openedAt = parts.Clock.Elapsed;
        owner.OnOpened(connection.IsReconnect);
    }

    void IConnectionOwner.OnFrame(Connection connection, Frame frame) => owner.OnFrame(frame);

    void IConnectionOwner.OnText(TextMessage message) => owner.OnText(message);

    void IConnectionOwner.OnAck(in PlainAck ack) => owner.OnAck(ack);

    void IConnectionOwner.OnUnreadable(Connection connection, int serialId, FrameFormatException cause) => owner.OnUnreadable(serialId, cause);

    void IConnectionOwner.OnEnded(Connection connection, LeanRxException cause, bool wasOpen)
    {
        _connection = null;
        LastCause = cause;
        if (wasOpen)
        {
            _lostAt = parts.Clock.Elapsed;
            if (connection.IsCutOff || _lostAt >= SessionClock.After(_openedAt, parts.Options.ReconnectResetAfter))
                _attempt = 0;
        }
        if (Replies.IsFatal(cause) || NextDelay(cause) is not { } delay)
        {
            owner.OnGaveUp(wasOpen, cause);
            return;
        }
        if (connection.IsCutOff)
            delay = TimeSpan.Zero;
        _isWaiting = true;
        _retryDue = parts.Clock.After(delay);
        owner.OnRetry(wasOpen, _attempt, delay, cause);
    }

    void IConnectionOwner.OnLoggedOut(Connection connection)
    {
        _connection = null;
        owner.OnLoggedOut();
    }

    void Dial()
    {
        _isWaiting = false;
        _connection = new Connection(parts, this, isReconnect: WasOpen);
        _connection.Start();
    }

    TimeSpan? NextDelay(LeanRxException cause)
    {
        _attempt++;
        var context = new ReconnectContext
        {
            Attempt = _attempt,
            Elapsed = parts.Clock.Elapsed - _lostAt,
            Cause = cause,
            Randomizer = parts.Random.NextDouble,
        };
        return parts.ReconnectPolicy.NextDelay(context);
    }
}
