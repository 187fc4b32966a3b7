using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Push.Internal;

/// <summary>
/// The notifications of an application that wait for one provider: so many and so large at most, some sent at a time, those of one subject not too often. The
/// others wait for their turn, for the end of a pause that the provider asked for, or for their next attempt.
/// </summary>
sealed class PushLane : IAsyncDisposable
{
    /// <summary>How long nothing is sent after the key was refused.</summary>
    static readonly TimeSpan s_keyPause = TimeSpan.FromMinutes(1);

    static readonly TimeSpan s_longestDelay = TimeSpan.FromHours(1);

    readonly string _application;
    readonly IPushProvider _provider;
    readonly ApplicationDevices _devices;
    readonly PushOptions _options;
    readonly IScheduler _scheduler;
    readonly ILogger _log;
    readonly IStopwatch _clock;
    readonly Lock _lock = new();
    readonly Queue<PushItem> _ready = new();
    readonly PriorityQueue<PushItem, TimeSpan> _later = new();
    readonly PushWindows _windows;
    readonly CancellationTokenSource _ended = new();
    readonly SerialDisposable _alarm = new();
    readonly TaskCompletionSource _emptied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _count;
    long _bytes;
    int _running;
    TimeSpan _pausedUntil;
    bool _isOut;
    bool _isPumping;
    bool _pumpsAgain;
    bool _isClosed;

    public PushLane(string application, IPushProvider provider, ApplicationDevices devices, TimeSpan interval, PushOptions options, IScheduler scheduler,
        ILogger log)
    {
        (_application, _provider, _devices, _options, _scheduler, _log) = (application, provider, devices, options, scheduler, log);
        _clock = scheduler.StartStopwatch();
        _windows = new PushWindows(interval, options.MaxPendingCount);
    }

    /// <summary>Takes a notification, or drops it where there is no room.</summary>
    public void Add(PushItem item)
    {
        var isDropped = false;
        lock (_lock)
        {
            if (_isClosed)
                return;
            if (_count >= _options.MaxPendingCount || _bytes + item.Bytes > _options.MaxPendingBytes)
                isDropped = true;
            else
            {
                Count(item, 1);
                if (_windows.Add(item, _clock.Elapsed, out var replaced))
                    _ready.Enqueue(item);
                if (replaced is not null)
                    Count(replaced, -1);
            }
        }
        if (isDropped)
            _log.LogDropped(_application, _options.MaxPendingCount, _options.MaxPendingBytes, _provider.Name);
        Pump();
    }

    /// <summary>Goes on for a while with what waits, and gives the rest up.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _isClosed = true;
            foreach (var item in _windows.Close())
                _ready.Enqueue(item);
            if (_count == 0)
                _emptied.TrySetResult();
        }
        Pump();
        using (_scheduler.Schedule(_options.DrainTime, () => _emptied.TrySetResult()))
            await _emptied.Task.ConfigureAwait(false);
        await _ended.CancelAsync().ConfigureAwait(false);
        _alarm.Dispose();
        int unsent;
        lock (_lock)
            unsent = _count;
        if (unsent > 0)
            _log.LogUnsent(_application, unsent);
        _provider.Dispose();
    }

    /// <summary>Begins what can begin now. Never nested: what ends at once begins the next one here.</summary>
    void Pump()
    {
        lock (_lock)
        {
            _pumpsAgain = _isPumping;
            if (_isPumping)
                return;
            _isPumping = true;
        }
        while (Next() is { } item)
            _ = RunAsync(item);
    }

    PushItem? Next()
    {
        lock (_lock)
        {
            do
            {
                _pumpsAgain = false;
                var now = _clock.Elapsed;
                while (_later.TryPeek(out _, out var due) && due <= now)
                    _ready.Enqueue(_later.Dequeue());
                foreach (var item in _windows.Due(now))
                    _ready.Enqueue(item);
                if (_ready.Count > 0 && _running < _options.MaxConcurrentRequests && now >= _pausedUntil && !_ended.IsCancellationRequested)
                {
                    _running++;
                    return _ready.Dequeue();
                }
            }
            while (_pumpsAgain);
            _isPumping = false;
            SetAlarm();
            return null;
        }
    }

    /// <summary>Wakes up when the first thing is due that is waited for.</summary>
    void SetAlarm()
    {
        var due = _windows.NextDue;
        if (_later.TryPeek(out _, out var retry) && (due is null || retry < due))
            due = retry;
        if (_ready.Count > 0 && _running < _options.MaxConcurrentRequests && (due is null || _pausedUntil < due))
            due = _pausedUntil;
        if (due is { } time && !_ended.IsCancellationRequested)
            _alarm.Disposable = _scheduler.Schedule(Positive(time - _clock.Elapsed), Pump);
    }

    async Task RunAsync(PushItem item)
    {
        PushOutcome outcome;
        try
        {
            if (await CountedAsync(item).ConfigureAwait(false) is { } counted)
                outcome = await _provider.SendAsync(item = counted, _ended.Token).ConfigureAwait(false);
            else
                outcome = PushOutcome.Unneeded;
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            _log.LogFault(exception, "sending a notification");
            outcome = new PushOutcome(PushOutcomeKind.Later, exception.Message);
        }
        Settle(item with { Attempts = item.Attempts + 1 }, outcome);
        Pump();
    }

    /// <summary>Gives a notification its number for the icon, once.</summary>
    async ValueTask<PushItem?> CountedAsync(PushItem item)
    {
        if (item.IsCounted || !PushMembers.IncrementsBadge(item.Content.For(_provider.Platform)))
            return item;
        return await _devices.IncrementBadgeAsync(item.Device.Id, item.Count, _ended.Token).ConfigureAwait(false) is { } device
            ? item with { Device = device, IsCounted = true } : null;
    }

    void Settle(PushItem item, PushOutcome outcome)
    {
        var (device, reason) = (item.Device.Id, outcome.Reason);
        var isLast = item.Attempts >= _options.MaxAttempts || (outcome.RetryAfter is { } wait && _scheduler.Now + wait > item.ExpiresAt);
        bool wasOut;
        lock (_lock)
        {
            (wasOut, _isOut) = (_isOut, outcome.IsOutage ?? _isOut);
            _running--;
            var delay = outcome.Kind == PushOutcomeKind.KeyRefused ? s_keyPause : outcome.RetryAfter ?? DelayAfter(item.Attempts);
            if (outcome.IsForAll && _clock.Elapsed + delay > _pausedUntil)
                _pausedUntil = _clock.Elapsed + delay;
            if (outcome.Kind == PushOutcomeKind.Later && !isLast)
                _later.Enqueue(item, _clock.Elapsed + delay);
            else
                Count(item, -1);
        }
        if (wasOut && outcome.IsOutage == false)
            _log.LogRecovered(_provider.Name, _application);
        else if (!wasOut && outcome is { IsOutage: true, Kind: PushOutcomeKind.Later })
            _log.LogOutage(_provider.Name, _application, reason);
        switch (outcome.Kind)
        {
            case PushOutcomeKind.Unneeded:
                break;
            case PushOutcomeKind.Sent:
                _log.LogSent(_provider.Name, device, _application);
                break;
            case PushOutcomeKind.DeviceGone:
                _ = ForgetAsync(item, outcome);
                break;
            case PushOutcomeKind.Later when isLast:
                _log.LogGivenUp(_provider.Name, device, _application, item.Attempts, reason);
                break;
            case PushOutcomeKind.Later:
                _log.LogPaused(_provider.Name, _application, reason);
                break;
            case PushOutcomeKind.Refused:
                _log.LogRefused(_provider.Name, device, _application, reason);
                break;
            default:
                _log.LogKeyRefused(_provider.Name, _application, reason);
                break;
        }
    }

    /// <summary>Deletes a device that is gone, unless it has come back meanwhile.</summary>
    async Task ForgetAsync(PushItem item, PushOutcome outcome)
    {
        try
        {
            var since = outcome.GoneSince ?? DateTimeOffset.FromUnixTimeMilliseconds(item.Device.UpdatedAt);
            if (await _devices.DeleteAsync(item.Device.Id, since, _ended.Token).ConfigureAwait(false))
                _log.LogGone(_provider.Name, item.Device.Id, _application, outcome.Reason);
        }
        catch (Exception exception)
        {
            _log.LogFault(exception, "deleting a device that is gone");
        }
    }

    void Count(PushItem item, int change)
    {
        _count += change;
        _bytes += change * item.Bytes;
        if (_count == 0 && _isClosed)
            _emptied.TrySetResult();
    }

    TimeSpan DelayAfter(int attempts)
    {
        var delay = _options.RetryDelay * Math.Pow(2, attempts - 1);
        return delay < s_longestDelay ? delay : s_longestDelay;
    }

    static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
