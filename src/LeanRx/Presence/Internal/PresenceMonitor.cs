using System.Reactive.Disposables;
using LeanRx.Connections.Internal;
using LeanRx.Runtime.Internal;

namespace LeanRx.Presence.Internal;

/// <summary>
/// Who is online, by asking again and again: one poll for all subscribers of a client, of all their ids together, at the shortest of their intervals, and
/// none while nobody subscribes or there is no connection. A poll that fails is a fault; the next one tries again. All of it happens inside the gate.
/// </summary>
internal sealed class PresenceMonitor(ISession session, Action<Exception> observerThrew)
{
    readonly List<PresenceSubscription> _subscriptions = [];
    readonly Dictionary<string, Watched> _watched = new(StringComparer.Ordinal);
    readonly SerialDisposable _timer = new();
    CancellationTokenSource _polls = new();
    TimeSpan _every = Timeout.InfiniteTimeSpan;
    int _running;
    bool _isOpen;
    bool _isCompleted;

    public Action<Exception> OnObserverThrew { get; } = observerThrew;

    /// <summary>From any thread.</summary>
    public PresenceSubscription Add(IObserver<PresenceChange> observer, IReadOnlyList<string> ids, TimeSpan every)
    {
        var subscription = new PresenceSubscription(this, observer, ids, every);
        session.Gate.Post(this, subscription, static (monitor, subscription) => monitor.Take(subscription));
        return subscription;
    }

    /// <summary>From any thread.</summary>
    public void Remove(PresenceSubscription subscription) =>
        session.Gate.Post(this, subscription, static (monitor, subscription) => monitor.Drop(subscription));

    /// <summary>Logged in: whatever is watched is asked for.</summary>
    public void OnOpened()
    {
        _isOpen = true;
        PollAll();
    }

    public void OnLost() => _isOpen = false;

    public void Complete()
    {
        _isCompleted = true;
        _timer.Dispose();
        _polls.Cancel();
        foreach (var subscription in _subscriptions)
            session.Deliveries.PostControl(subscription, null);
    }

    void Take(PresenceSubscription subscription)
    {
        if (_isCompleted)
        {
            session.Deliveries.PostControl(subscription, null);
            return;
        }
        _subscriptions.Add(subscription);
        var unknown = subscription.Ids.Where(id => IsUnknown(subscription, id)).ToList();
        SetInterval();
        if (unknown.Count > 0 && _isOpen)
            Poll(unknown);
    }

    /// <summary>Watches the id. Whoever is first to watch it has to ask; the others hear what is known, or with the first what becomes known.</summary>
    bool IsUnknown(PresenceSubscription subscription, string id)
    {
        if (!_watched.TryGetValue(id, out var watched))
            _watched.Add(id, watched = new Watched());
        if (watched.IsOnline is { } isOnline)
            session.Deliveries.PostControl(subscription, new PresenceChange { ClientId = id, IsOnline = isOnline });
        return watched.Watchers++ == 0;
    }

    void Drop(PresenceSubscription subscription)
    {
        if (!_subscriptions.Remove(subscription))
            return;
        foreach (var id in subscription.Ids)
        {
            if (--_watched[id].Watchers == 0)
                _watched.Remove(id);
        }
        SetInterval();
        if (_subscriptions.Count > 0)
            return;
        _polls.Cancel();
        _polls = new CancellationTokenSource();
    }

    void SetInterval()
    {
        var every = _subscriptions.Count == 0 ? Timeout.InfiniteTimeSpan : _subscriptions.Min(static subscription => subscription.Every);
        if (every == _every)
            return;
        _every = every;
        SetTimer();
    }

    void SetTimer() => _timer.Disposable = session.Options.Scheduler.ScheduleOrFallback(this, _every, static monitor => monitor.PostTimer());

    void PostTimer() => session.Gate.Post(this, static monitor => monitor.OnTimer());

    void OnTimer()
    {
        if (_subscriptions.Count == 0 || _isCompleted)
            return;
        SetTimer();
        PollAll();
    }

    void PollAll()
    {
        // A poll that takes its time is not overtaken by the next.
        if (_isOpen && _watched.Count > 0 && _running == 0)
            Poll([.. _watched.Keys]);
    }

    void Poll(List<string> ids)
    {
        _running++;
        session.Gate.PostWhenDone(PresenceQuery.AskAsync(session, ids, _polls.Token), (Monitor: this, ids, _polls.Token), static (it, answer) =>
            it.Monitor.Take(it.ids, answer, it.Token));
    }

    void Take(List<string> ids, Task<IReadOnlyList<string>> answer, CancellationToken cancellationToken)
    {
        _running--;
        if (cancellationToken.IsCancellationRequested)
            return;
        if (answer.Status == TaskStatus.RanToCompletion)
            Take(ids, new HashSet<string>(answer.GetAwaiter().GetResult(), StringComparer.Ordinal));
        else if (answer.Exception?.InnerException is { } cause and not ClientClosedException)
            session.Report(new Fault(FaultKind.Presence, $"Who is online could not be looked up; the next poll tries again. {cause.Message}", cause));
    }

    void Take(List<string> ids, HashSet<string> online)
    {
        foreach (var id in ids)
        {
            var isOnline = online.Contains(id);
            if (!_watched.TryGetValue(id, out var watched) || watched.IsOnline == isOnline)
                continue;
            watched.IsOnline = isOnline;
            var change = new PresenceChange { ClientId = id, IsOnline = isOnline };
            foreach (var subscription in _subscriptions)
            {
                if (subscription.IdSet.Contains(id))
                    session.Deliveries.PostControl(subscription, change);
            }
        }
    }

    sealed class Watched
    {
        public int Watchers { get; set; }

        public bool? IsOnline { get; set; }
    }
}
