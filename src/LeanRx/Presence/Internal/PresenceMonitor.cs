using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace LeanRx.Internal;

/// <summary>
/// Who is online, by asking again and again: one poll for all subscribers of a client, of all their ids together, at the shortest of their intervals, and
/// none while nobody subscribes. A poll that fails is a fault; the next one tries again.
/// </summary>
internal sealed class PresenceMonitor(ISession session, Action<Exception> observerThrew)
{
    readonly object _lock = new();
    readonly List<PresenceSubscription> _subscriptions = [];
    readonly Dictionary<string, Watched> _watched = new(StringComparer.Ordinal);
    readonly SerialDisposable _timer = new();
    CancellationTokenSource _polls = new();
    TimeSpan _every = TimeSpan.MaxValue;
    bool _isPolling;
    bool _isCompleted;

    public Action<Exception> OnObserverThrew { get; } = observerThrew;

    public PresenceSubscription Add(IObserver<PresenceChange> observer, IReadOnlyList<string> ids, TimeSpan every)
    {
        var subscription = new PresenceSubscription(this, observer, ids, every);
        var unknown = new List<string>();
        lock (_lock)
        {
            if (_isCompleted)
            {
                session.Notifications.PostControl(subscription, null);
                return subscription;
            }
            _subscriptions.Add(subscription);
            foreach (var id in ids)
                Watch(subscription, id, unknown);
            SetInterval();
        }
        if (unknown.Count > 0)
            Poll(unknown);
        return subscription;
    }

    public void Remove(PresenceSubscription subscription)
    {
        lock (_lock)
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
    }

    public void Complete()
    {
        lock (_lock)
        {
            _isCompleted = true;
            _timer.Dispose();
            _polls.Cancel();
            foreach (var subscription in _subscriptions)
                session.Notifications.PostControl(subscription, null);
        }
    }

    void Watch(PresenceSubscription subscription, string id, List<string> unknown)
    {
        if (!_watched.TryGetValue(id, out var watched))
            _watched.Add(id, watched = new Watched());
        watched.Watchers++;
        if (watched.IsOnline is { } isOnline)
            session.Notifications.PostControl(subscription, new PresenceChange(id, isOnline));
        else if (watched.Watchers == 1)
            unknown.Add(id);
    }

    void SetInterval()
    {
        var every = _subscriptions.Count == 0 ? TimeSpan.MaxValue : _subscriptions.Min(static subscription => subscription.Every);
        if (every == _every)
            return;
        _every = every;
        if (every == TimeSpan.MaxValue)
            _timer.Disposable = Disposable.Empty;
        else
            SetTimer();
    }

    void SetTimer() => _timer.Disposable = session.Options.Scheduler.Schedule(this, _every, static (_, monitor) =>
    {
        monitor.OnTimer();
        return Disposable.Empty;
    });

    void OnTimer()
    {
        List<string> ids;
        lock (_lock)
        {
            if (_subscriptions.Count == 0 || _isCompleted)
                return;
            SetTimer();
            // A poll that waits for the connection is not overtaken by the next.
            if (_isPolling)
                return;
            _isPolling = true;
            ids = [.. _watched.Keys];
        }
        Poll(ids, isRegular: true);
    }

    void Poll(List<string> ids, bool isRegular = false)
    {
        CancellationToken cancellationToken;
        lock (_lock)
            cancellationToken = _polls.Token;
        PresenceQuery.AskAsync(session, ids, cancellationToken).ContinueWith(
            (answer, state) => Take((Question)state!, answer),
            new Question(ids, isRegular, cancellationToken),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    void Take(Question question, Task<IReadOnlyList<string>> answer)
    {
        lock (_lock)
        {
            if (question.IsRegular)
                _isPolling = false;
            if (question.CancellationToken.IsCancellationRequested)
                return;
            if (answer.Status == TaskStatus.RanToCompletion)
                Take(question.Ids, new HashSet<string>(answer.GetAwaiter().GetResult(), StringComparer.Ordinal));
        }
        if (answer.Exception?.InnerException is { } cause)
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
            var change = new PresenceChange(id, isOnline);
            foreach (var subscription in _subscriptions)
            {
                if (subscription.IdSet.Contains(id))
                    session.Notifications.PostControl(subscription, change);
            }
        }
    }

    sealed record Question(List<string> Ids, bool IsRegular, CancellationToken CancellationToken);

    sealed class Watched
    {
        public int Watchers { get; set; }

        public bool? IsOnline { get; set; }
    }
}
