using System.Reactive.Concurrency;
using LeanRx.Protocol;

namespace LeanRx.Server.Internal;

/// <summary>
/// Closes connections without a login (4108) and connections that say nothing (4107). One timer per connection, set again when it fires and not with
/// each frame.
/// </summary>
internal sealed class SilenceWatch : IDisposable
{
    readonly EngineServices _services;
    readonly ClientConnection _connection;
    readonly TimeSpan _since;
    readonly object _lock = new();
    long _heard;
    IDisposable? _timer;
    bool _isDisposed;

    public SilenceWatch(EngineServices services, ClientConnection connection)
    {
        _services = services;
        _connection = connection;
        _since = Now;
        _heard = _since.Ticks;
    }

    TimeSpan Now => _services.Clock.Elapsed;

    public void Start() => Wait(Min(_services.Limits.LoginTimeout, _services.Limits.ReadTimeout));

    public void Heard() => Volatile.Write(ref _heard, Now.Ticks);

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
            if (!_isDisposed)
                _timer = _services.Clock.Scheduler.Schedule(delay, Look);
        }
    }

    void Look()
    {
        var now = Now;
        var untilSilent = new TimeSpan(Volatile.Read(ref _heard)) + _services.Limits.ReadTimeout - now;
        var untilLate = _since + _services.Limits.LoginTimeout - now;
        if (!_connection.HasLoggedIn && untilLate <= TimeSpan.Zero)
            _connection.Close(ErrorCodes.LoginTimeout, isAbnormal: true);
        else if (untilSilent <= TimeSpan.Zero)
            _connection.Close(ErrorCodes.ReadTimeout, isAbnormal: true);
        else
            Wait(_connection.HasLoggedIn ? untilSilent : Min(untilSilent, untilLate));
    }

    static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
