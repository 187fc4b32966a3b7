namespace LeanRx.Internal;

/// <summary>When the next heartbeat is due on an open socket, and when its silence has lasted too long. A frame costs one look at the clock, no timer.</summary>
internal sealed class KeepAlive(LeanClientOptions options, SessionClock clock)
{
    TimeSpan _lastHeard = clock.Elapsed;
    TimeSpan _nextBeat = clock.After(options.KeepAliveInterval);

    public TimeSpan NextDue => SessionClock.Earlier(_nextBeat, SilentAt);

    TimeSpan SilentAt => SessionClock.After(_lastHeard, options.KeepAliveTimeout);

    public void Heard() => _lastHeard = clock.Elapsed;

    public bool IsSilent(TimeSpan now) => now >= SilentAt;

    /// <summary>Whether a heartbeat is due now; it then counts as sent.</summary>
    public bool TakeBeat(TimeSpan now)
    {
        if (now < _nextBeat)
            return false;
        _nextBeat = SessionClock.After(_nextBeat, options.KeepAliveInterval);
        if (_nextBeat <= now)
            _nextBeat = SessionClock.After(now, options.KeepAliveInterval);
        return true;
    }
}
