using LeanRx.Runtime.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>
/// When the next heartbeat is due on an open socket, and when the line counts as dead: when for <see cref="LeanClientOptions.KeepAliveTimeout"/> no heartbeat
/// was answered. What else comes is no answer, for it says nothing of the way to the server. The answer may stand behind a message that takes its time
/// on a thin line: while one is half there its wait does not count, as long as bytes of it come. A frame costs no timer.
/// </summary>
internal sealed class KeepAlive(LeanClientOptions options, SessionClock clock)
{
    TimeSpan _answered = clock.Elapsed;
    TimeSpan _nextBeat = clock.After(options.KeepAliveInterval);
    TimeSpan _begun = SessionClock.Never;
    TimeSpan _lastBytes;
    bool _isAsked;

    public TimeSpan NextDue => SessionClock.Earlier(_nextBeat, DeadAt);

    TimeSpan DeadAt => SessionClock.After(IsReceiving ? _lastBytes : _answered, options.KeepAliveTimeout);

    bool IsReceiving => _begun != SessionClock.Never;

    /// <summary>Bytes of a message came; the rest of it is on its way.</summary>
    public void Receive()
    {
        _lastBytes = clock.Elapsed;
        if (!IsReceiving)
            _begun = _lastBytes;
    }

    /// <summary>A message is whole, whatever it says.</summary>
    public void Received()
    {
        if (!IsReceiving)
            return;
        _answered += clock.Elapsed - _begun;
        _begun = SessionClock.Never;
    }

    /// <summary>A heartbeat came back. One that nobody asked for says nothing.</summary>
    public void Answered()
    {
        if (_isAsked)
            _answered = clock.Elapsed;
        _isAsked = false;
    }

    /// <summary>
    /// Forgives the silence if nothing was asked in it: the timer that was to ask rang late, as those of a hidden tab do, and the line may be well.
    /// </summary>
    /// <returns>Whether it was forgiven; the line is then to be asked.</returns>
    public bool TryForgive()
    {
        if (_isAsked)
            return false;
        _answered = clock.Elapsed;
        if (IsReceiving)
            _begun = _lastBytes = _answered;
        return true;
    }

    /// <summary>A heartbeat was sent out of turn.</summary>
    public void Asked()
    {
        _nextBeat = clock.After(options.KeepAliveInterval);
        _isAsked = true;
    }

    public bool IsDead(TimeSpan now) => now >= DeadAt;

    /// <summary>Whether the line has been dead for so long that nobody can have watched.</summary>
    public bool IsLate(TimeSpan now) => now >= SessionClock.After(DeadAt, options.KeepAliveTimeout);

    /// <summary>Whether a heartbeat is due now; it then counts as sent.</summary>
    public bool TakeBeat(TimeSpan now)
    {
        if (now < _nextBeat)
            return false;
        _nextBeat = SessionClock.After(_nextBeat, options.KeepAliveInterval);
        if (_nextBeat <= now)
            _nextBeat = SessionClock.After(now, options.KeepAliveInterval);
        return _isAsked = true;
    }
}
