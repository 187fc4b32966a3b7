using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Connections.Internal;

/// <summary>
/// Closes connections without a login (4108) and connections that say nothing (4107), and has those pinged on which one of the two directions is idle. One
/// timer per connection, set again when it fires and not with each frame.
/// </summary>
internal sealed class IdleWatch : IDisposable
{
    /// <summary>What a timer of the platform may ring too early by: it counts whole milliseconds.</summary>
    static readonly TimeSpan s_grain = TimeSpan.FromMilliseconds(2);

    readonly EngineServices _services;
    readonly ClientConnection _connection;
    readonly TimeSpan _since;
    readonly TimeSpan _longestSilence;
    readonly TimeSpan? _pingInterval;
    readonly object _lock = new();
    long _heard;
    long _said;
    long _pinged;
    TimeSpan _due;
    IDisposable? _timer;

    /// <summary>Whether a timer has rung before its time. Set for what is left it would ring at once, again and again until that is over.</summary>
    bool _isCoarse;
    bool _isDisposed;

    public IdleWatch(EngineServices services, ClientConnection connection)
    {
        _services = services;
        _connection = connection;
        _since = Now;
        _heard = _said = _pinged = _since.Ticks;
        var info = connection.Info;
        if (info.PingInterval > TimeSpan.Zero)
            _pingInterval = info.PingInterval;
        _longestSilence = _pingInterval is not null && info.PingTimeout > TimeSpan.Zero ? Min(info.PingTimeout, services.Limits.ReadTimeout)
            : services.Limits.ReadTimeout;
    }

    TimeSpan Now => _services.Clock.Elapsed;

    public void Start() => Wait(_pingInterval is { } interval ? Min(interval, Earliest) : Earliest);

    TimeSpan Earliest => Min(_services.Limits.LoginTimeout, _longestSilence);

    public void Heard() => Volatile.Write(ref _heard, Now.Ticks);

    /// <summary>Something leaves. It is only looked at where somebody pings.</summary>
    public void Said()
    {
        if (_pingInterval is not null)
            Volatile.Write(ref _said, Now.Ticks);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _timer?.Dispose();
        }
    }

    void Wait(TimeSpan delay)
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _due = Now + delay;
            _timer = _services.Clock.Scheduler.Schedule(_isCoarse ? delay + s_grain : delay, Look);
        }
    }

    void Look()
    {
        var now = Now;
        _isCoarse |= now < _due;
        var untilSilent = new TimeSpan(Volatile.Read(ref _heard)) + _longestSilence - now;
        var untilLate = _since + _services.Limits.LoginTimeout - now;
        if (!_connection.HasLoggedIn && untilLate <= TimeSpan.Zero)
            _connection.Close(ErrorCodes.LoginTimeout, isAbnormal: true);
        else if (untilSilent <= TimeSpan.Zero)
            _connection.Close(ErrorCodes.ReadTimeout, isAbnormal: true);
        else
            Wait(Min(Ping(now), _connection.HasLoggedIn ? untilSilent : Min(untilSilent, untilLate)));
    }

    /// <summary>Pings if it is time to, and tells how long it is until the next time.</summary>
    TimeSpan Ping(TimeSpan now)
    {
        if (_pingInterval is not { } interval)
            return TimeSpan.MaxValue;
        var idleSince = Math.Max(_pinged, Math.Min(Volatile.Read(ref _heard), Volatile.Read(ref _said)));
        if (new TimeSpan(idleSince) + interval > now)
            return new TimeSpan(idleSince) + interval - now;
        _pinged = now.Ticks;
        _connection.Ping();
        return interval;
    }

    static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
