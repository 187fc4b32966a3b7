using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Events.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;

namespace LeanRx.MissedEvents.Internal;

// protocol.md §4.16
/// <summary>
/// Fetches, after every login but the first, what the server pushed about conversations while the client was away, and tells it before what
/// came since. What comes over the socket waits for the first answer; where that fails it is told at once, the question is asked again, and what it brings late
/// is told late, but for what was overtaken (see <see cref="ToldTimes"/>), and the conversations' states are as they would be had it come in time. Used inside
/// the gate alone.
/// </summary>
internal sealed class MissedPushes(ISession session, SerialGate gate, Doubts doubts, PushedEvents events)
{
    /// <summary>Most pushes that wait for older ones to be fetched.</summary>
    public const int MaxHeld = 1024;

    /// <summary>Servers do not send pushes quite in the order of their times, and may keep them a little later than they send them.</summary>
    const long Margin = 60_000;

    readonly IMissedEventSource? _source = session.Options.MissedEventSource;
    readonly KnownPushes _known = new();
    readonly SerialDisposable _retry = new();
    List<Frame>? _held;
    MissedEventFetch? _fetch;
    long? _since;
    long _latest = long.MinValue;
    long _after;
    long _until;
    IStopwatch? _stopwatch;
    int _attempt;
    int? _refusal;
    bool _wasOpen;
    bool _isWhole = true;
    bool _isWaiting;
    bool _isHoleTold;

    LeanClientOptions Options => session.Options;

    public void OnOpened(long? serverTime)
    {
        var isReconnect = _wasOpen;
        _wasOpen = true;
        if (_source is null || serverTime is not { } now)
        {
            // Where the server does not tell its time there is nothing to ask from.
            if (isReconnect)
                doubts.AddAll();
            return;
        }
        _until = now;
        if (_since is not { } since)
        {
            _since = now;
            // What was pushed before the first login is not missed.
            _known.Floor = now;
            return;
        }
        _latest = Math.Max(_latest, since);
        if (now < _latest)
        {
            // The server's calendar was set back: until it is where it was, what it keeps of before and after is in no order, and may have been dropped by its
            // time.
            doubts.AddAll();
            _since = Math.Min(since, now);
            _known.Floor = Math.Min(_known.Floor, _since.Value - Margin);
        }
        _isWhole = false;
        _attempt = 0;
        _isHoleTold = false;
        _stopwatch = Options.Scheduler.StartStopwatch();
        _after = _since.Value - Margin;
        _held = [];
        if (session.SessionToken is null)
            GiveUp(); // A server without tokens keeps nothing.
        else
            Ask();
    }

    public void OnLost()
    {
        Stop();
        Release();
    }

    /// <summary>This client has changed a conversation itself.</summary>
    public void NoteOwn(string conversationId, ConversationFrame answer)
    {
        if (answer.UpdatedAt is { } updatedAt)
            _known.AddOwn(conversationId, updatedAt);
    }

    public void Complete() => Stop();

    /// <summary>A push that came over the socket.</summary>
    public void Receive(Frame push)
    {
        if (_source is null)
        {
            events.Accept(push, isFetched: false);
            return;
        }
        if (_held is { } held)
        {
            held.Add(push);
            if (held.Count >= MaxHeld)
                Release();
            return;
        }
        Tell(push);
    }

    void Tell(Frame push)
    {
        if (!_known.TryAdd(push, isFetched: false))
            return;
        events.Accept(push, isFetched: false);
        if (_isWhole && push is ConversationFrame { ServerTimestamp: { } time })
            _since = Math.Max(_since ?? time, time);
    }

    void Ask()
    {
        _isWaiting = false;
        _fetch = new MissedEventFetch(session, _source!, UnixTime.ToTime(Math.Max(_after, 0)), OnEnded);
        _fetch.Start();
    }

    void OnEnded(MissedEventFetch fetch, Task<MissedEventPage> answer) =>
        gate.Post(this, (fetch, answer), static (pushes, it) => pushes.Take(it.fetch, it.answer));

    void Take(MissedEventFetch fetch, Task<MissedEventPage> answer)
    {
        if (_fetch != fetch)
            return;
        _fetch = null;
        if (answer.Status == TaskStatus.RanToCompletion && answer.GetAwaiter().GetResult() is { } page)
            Take(page);
        else
            Fail(answer.Exception?.InnerException ?? new OperationCanceledException("The source of missed events cancelled."));
    }

    void Take(MissedEventPage page)
    {
        if (!page.IsComplete)
            TellHole("The server has dropped some of what happened to conversations while the connection was lost");
        var before = _after;
        foreach (var push in page.Frames)
        {
            _after = Math.Max(_after, TimeOf(push) ?? _after);
            if (push is ConversationFrame own && _known.IsOwn(own))
                events.Fold(own);
            else if (push is ConversationFrame or ReceiptFrame && _known.TryAdd(push, isFetched: true))
                events.Accept(push, isFetched: true);
        }
        if (page.HasMore && _after > before)
        {
            Ask();
            return;
        }
        if (page.HasMore)
            TellHole("The server keeps more of what happened to conversations while the connection was lost, but does not give it");
        _since = Math.Max(_since ?? 0, Math.Max(_until, _after));
        _isWhole = true;
        Release();
    }

    /// <summary>Says once for each login that something is missing for good.</summary>
    void TellHole(string hole)
    {
        if (_isHoleTold)
            return;
        _isHoleTold = true;
        Report($"{hole}: it is not told. The conversations that are held are fetched again.", null);
        doubts.AddAll();
    }

    void Fail(Exception cause)
    {
        if (cause is ServerRejectedException refusal)
        {
            // Trying again does not mend it before the next login, and to say it once is enough.
            if (_refusal != refusal.Code)
                Report($"What happened to conversations while the connection was lost is not told by the server. {cause.Message}", cause);
            _refusal = refusal.Code;
            GiveUp();
            return;
        }
        Release();
        Report($"What happened to conversations while the connection was lost could not be fetched. {cause.Message}", cause);
        var error = cause as LeanRxException ?? new ConnectionLostException(cause.Message, null, cause);
        if (Options.ReconnectPolicy.NextDelay(new ReconnectContext
        {
            Attempt = ++_attempt,
            Elapsed = _stopwatch!.Elapsed,
            Cause = error,
            Randomizer = Options.Random!.NextDouble,
        }) is not { } delay)
        {
            GiveUp();
            return;
        }
        _isWaiting = true;
        _retry.Disposable = Options.Scheduler.ScheduleOrFallback(this, delay, static pushes => pushes.Retry());
    }

    void Retry() => gate.Post(this, static pushes =>
    {
        if (pushes._isWaiting)
            pushes.Ask();
    });

    /// <summary>What was missed stays untold, so the conversations themselves are asked for.</summary>
    void GiveUp()
    {
        Release();
        doubts.AddAll();
    }

    /// <summary>What waited is told.</summary>
    void Release()
    {
        if (_held is not { } held)
            return;
        _held = null;
        foreach (var push in held)
            Tell(push);
    }

    void Stop()
    {
        _isWaiting = false;
        _retry.Disposable = null;
        _fetch?.Dispose();
        _fetch = null;
    }

    static long? TimeOf(Frame push) => push switch
    {
        ConversationFrame conversation => conversation.ServerTimestamp,
        ReceiptFrame receipt => receipt.Timestamp,
        _ => null,
    };

    void Report(string message, Exception? cause) => session.Report(new Fault(FaultKind.MissedEvents, message, cause));
}
