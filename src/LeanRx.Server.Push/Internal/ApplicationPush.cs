using System.Reactive.Concurrency;
using System.Text.Json;
using LeanRx.Server.Events;
using LeanRx.Server.Storage;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Push.Internal;

/// <summary>Notifies the clients of one application: finds their devices, message by message, and hands the notifications to the lanes.</summary>
sealed class ApplicationPush : IAsyncDisposable
{
    /// <summary>Of so many clients the devices are looked for at a time.</summary>
    const int Page = 100;

    readonly AppPushOptions _app;
    readonly PushOptions _options;
    readonly ApplicationDevices _devices;
    readonly IScheduler _scheduler;
    readonly ILogger _log;
    readonly JsonElement? _fallback;
    readonly PushLane? _apns;
    readonly PushLane? _fcm;
    readonly Queue<(PushRequested Request, PushContent Content)> _waiting = new();
    long _bytes;
    bool _isFinding;
    bool _isClosed;
    TaskCompletionSource? _emptied;

    public ApplicationPush(AppPushOptions app, PushOptions options, ApplicationDevices devices, IScheduler scheduler, ILogger log)
    {
        (_app, _options, _devices, _scheduler, _log, _fallback) = (app, options, devices, scheduler, log, app.DefaultData);
        if (app.Apns is { } apns)
            _apns = LaneOf(new ApnsProvider(apns, new ProviderHttp(options, scheduler), scheduler));
        if (app.Fcm is { } fcm)
            _fcm = LaneOf(new FcmProvider(fcm, new ProviderHttp(options, scheduler), scheduler));

        PushLane LaneOf(IPushProvider provider) => new(app.ApplicationId, provider, devices, app.CoalesceInterval, options, scheduler, log);
    }

    /// <summary>Takes a message, or drops it where there is no room.</summary>
    public void Add(PushRequested request)
    {
        if (PushContent.Of(request, _fallback) is not { } content)
            return;
        var (isFirst, isDropped) = (false, false);
        lock (_waiting)
        {
            if (_isClosed)
                return;
            var isTaken = _waiting.Count < _options.MaxPendingCount && _bytes + BytesOf(request, content) <= _options.MaxPendingBytes;
            if (isTaken)
            {
                _bytes += BytesOf(request, content);
                _waiting.Enqueue((request, content));
                isFirst = !_isFinding;
                _isFinding = true;
            }
            isDropped = !isTaken;
        }
        if (isDropped)
            _log.LogDropped(_app.ApplicationId, _options.MaxPendingCount, _options.MaxPendingBytes, "their devices");
        if (isFirst)
            _ = FindAsync();
    }

    /// <summary>Goes on for a while with what waits, and gives the rest up.</summary>
    public async ValueTask DisposeAsync()
    {
        Task found;
        lock (_waiting)
        {
            _isClosed = true;
            _emptied = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            found = _isFinding ? _emptied.Task : Task.CompletedTask;
        }
        using (_scheduler.Schedule(_options.DrainTime, GiveUp))
            await found.ConfigureAwait(false);
        await Task.WhenAll(new[] { _apns, _fcm }.OfType<PushLane>().Select(static lane => lane.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    /// <summary>Looks for no more devices, and waits no longer for those that are looked for.</summary>
    void GiveUp()
    {
        int unsent;
        lock (_waiting)
        {
            unsent = _waiting.Count + (_isFinding ? 1 : 0);
            _waiting.Clear();
        }
        if (unsent > 0)
            _log.LogUnsent(_app.ApplicationId, unsent);
        _emptied!.TrySetResult();
    }

    /// <summary>Finds the devices for one message after the other, so that the newest of a conversation is the last.</summary>
    async Task FindAsync()
    {
        while (Next() is var (request, content))
        {
            try
            {
                foreach (var clientIds in request.ClientIds.Chunk(Page))
                    foreach (var device in await _devices.FindByClientsAsync(clientIds).ConfigureAwait(false))
                        Notify(device, content, request.At + _app.TimeToLive);
            }
            catch (Exception exception)
            {
                _log.LogNotFound(exception, _app.ApplicationId);
            }
        }
    }

    (PushRequested Request, PushContent Content)? Next()
    {
        lock (_waiting)
        {
            if (_waiting.TryDequeue(out var next))
            {
                _bytes -= BytesOf(next.Request, next.Content);
                return next;
            }
            _isFinding = false;
            _emptied?.TrySetResult();
            return null;
        }
    }

    void Notify(Device device, PushContent content, DateTimeOffset expiresAt)
    {
        var lane = PushTarget.IsApns(device) ? _apns : PushTarget.FcmTokenOf(device) is null ? null : _fcm;
        lane?.Add(new PushItem(device, content, 1, expiresAt));
    }

    static long BytesOf(PushRequested request, PushContent content) => content.Bytes + request.ClientIds.Sum(static id => 2 * id.Length + 32);
}
