using System.Reactive.Concurrency;
using LeanRx.Server.Runtime.Internal;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Events.Internal;

/// <summary>One observer and what waits for it. Called on the scheduler, one event at a time; while the queue is full the newest events are dropped.</summary>
internal sealed class EventSubscription(EventStream stream, IObserver<ServerEvent> observer, IScheduler scheduler, ILogger log) : IDisposable
{
    /// <summary>Most events that wait for one observer.</summary>
    public const int Capacity = 10_000;

    /// <summary>Most events told in one turn of the scheduler.</summary>
    const int Turn = 256;

    readonly Queue<ServerEvent> _waiting = new();
    bool _isScheduled;
    bool _isCompleted;
    bool _isOver;
    EventsDropped? _gap;

    public void Post(ServerEvent happened)
    {
        lock (_waiting)
        {
            if (_isOver || _isCompleted)
                return;
            if (_waiting.Count >= Capacity)
            {
                _gap = new EventsDropped { ApplicationId = happened.ApplicationId, At = happened.At, Count = (_gap?.Count ?? 0) + 1 };
                return;
            }
            if (_gap is { } gap)
                _waiting.Enqueue(gap);
            _gap = null;
            _waiting.Enqueue(happened);
            if (_isScheduled)
                return;
            _isScheduled = true;
        }
        scheduler.Schedule(Drain);
    }

    public void Complete()
    {
        lock (_waiting)
        {
            _isCompleted = true;
            if (_isScheduled || _isOver)
                return;
            _isScheduled = true;
        }
        scheduler.Schedule(Drain);
    }

    public void Dispose()
    {
        lock (_waiting)
        {
            _isOver = true;
            _waiting.Clear();
        }
        stream.Remove(this);
    }

    void Drain()
    {
        for (var told = 0; told < Turn; told++)
        {
            ServerEvent? next;
            lock (_waiting)
            {
                if (_isOver)
                    return;
                if (_waiting.Count == 0 && _gap is { } gap)
                {
                    _waiting.Enqueue(gap);
                    _gap = null;
                }
                if (_waiting.Count == 0)
                {
                    _isScheduled = false;
                    if (!_isCompleted)
                        return;
                    _isOver = true;
                    next = null;
                }
                else
                    next = _waiting.Dequeue();
            }
            if (next is null)
            {
                Call(static (observer, _) => observer.OnCompleted(), null);
                return;
            }
            Call(static (observer, happened) => observer.OnNext(happened!), next);
        }
        scheduler.Schedule(Drain);
    }

    void Call(Action<IObserver<ServerEvent>, ServerEvent?> call, ServerEvent? happened)
    {
        try
        {
            call(observer, happened);
        }
        catch (Exception exception)
        {
            log.LogFault(exception, "telling an observer of the events");
        }
    }
}
