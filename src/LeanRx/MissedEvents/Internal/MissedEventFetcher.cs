using System.Reactive.Disposables;
using LeanRx.Connections.Internal;
using LeanRx.Runtime.Internal;

namespace LeanRx.MissedEvents.Internal;

/// <summary>Asks the application's source for missed events, and again where that may help. Used inside the gate alone.</summary>
internal sealed class MissedEventFetcher(ISession session, IMissedEventSource source, IMissedEventTaker taker)
{
    readonly SerialDisposable _retry = new();
    MissedEventFetch? _fetch;
    TimeSpan _begunAt;
    DateTimeOffset _after;
    int _attempt;
    int? _refusal;
    bool _isWaiting;

    LeanClientOptions Options => session.Options;

    /// <summary>Begins after a login.</summary>
    public void Begin()
    {
        _attempt = 0;
        _begunAt = session.Clock.Elapsed;
    }

    /// <summary>Asks for a page.</summary>
    /// <param name="after">Only what is later than this.</param>
    public void Ask(DateTimeOffset after)
    {
        _isWaiting = false;
        _after = after;
        _fetch = new MissedEventFetch(session, source, after, OnEnded);
        _fetch.Start();
    }

    public void Stop()
    {
        _isWaiting = false;
        _retry.Disposable = null;
        _fetch?.Dispose();
        _fetch = null;
    }

    void OnEnded(MissedEventFetch fetch, Task<MissedEventPage> answer) =>
        session.Gate.Post(this, (fetch, answer), static (fetcher, it) => fetcher.Take(it.fetch, it.answer));

    void Take(MissedEventFetch fetch, Task<MissedEventPage> answer)
    {
        if (_fetch != fetch)
            return;
        _fetch = null;
        if (answer.Status == TaskStatus.RanToCompletion && answer.GetAwaiter().GetResult() is { } page)
            taker.OnPage(page);
        else
            Fail(answer.Exception?.InnerException ?? new OperationCanceledException("The source of missed events cancelled."));
    }

    void Fail(Exception cause)
    {
        if (cause is ServerRejectedException refusal)
        {
            // Trying again does not mend it before the next login, and to say it once is enough.
            if (_refusal != refusal.Code)
                Report($"What happened to conversations while the connection was lost is not told by the server. {cause.Message}", cause);
            _refusal = refusal.Code;
            taker.OnGivenUp();
            return;
        }
        taker.OnLate();
        Report($"What happened to conversations while the connection was lost could not be fetched. {cause.Message}", cause);
        var context = new ReconnectContext
        {
            Attempt = ++_attempt,
            Elapsed = session.Clock.Elapsed - _begunAt,
            Cause = cause as LeanRxException ?? new ConnectionLostException(cause.Message, null, cause),
            Randomizer = session.Random.NextDouble,
        };
        if (session.ReconnectPolicy.NextDelay(context) is not { } delay)
        {
            taker.OnGivenUp();
            return;
        }
        _isWaiting = true;
        _retry.Disposable = Options.Scheduler.ScheduleOrFallback(this, delay, static fetcher => fetcher.Retry());
    }

    void Retry() => session.Gate.Post(this, static fetcher =>
    {
        if (fetcher._isWaiting)
            fetcher.Ask(fetcher._after);
    });

    void Report(string message, Exception? cause) => session.Report(new Fault(FaultKind.MissedEvents, message, cause));
}
