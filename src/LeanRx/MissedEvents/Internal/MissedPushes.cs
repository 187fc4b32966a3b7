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
/// came since. Where that fails the question is asked again, and the conversations' states are as they would be had it come in time. Used inside the gate
/// alone.
/// </summary>
internal sealed class MissedPushes : IMissedEventTaker
{
    /// <summary>Servers do not send pushes quite in the order of their times, and may keep them a little later than they send them.</summary>
    const long Margin = 60_000;

    readonly ISession _session;
    readonly Doubts _doubts;
    readonly PushedEvents _events;
    readonly KnownPushes _known = new();
    readonly EventReorderer _order;

    /// <summary>Null where the application has no source: then nothing is kept, and nothing waits.</summary>
    readonly MissedEventFetcher? _fetcher;

    long _latest = long.MinValue;
    long _after;
    long _until;
    bool _wasOpen;
    bool _isHoleTold;

    public MissedPushes(ISession session, Doubts doubts, PushedEvents events)
    {
        _session = session;
        _doubts = doubts;
        _events = events;
        _order = new EventReorderer(_known, events);
        if (session.MissedEventSource is { } source)
            _fetcher = new MissedEventFetcher(session, source, this);
    }

    public void OnOpened(long? serverTime)
    {
        var isReconnect = _wasOpen;
        _wasOpen = true;
        if (_fetcher is null || serverTime is not { } now)
        {
            // Where the server does not tell its time there is nothing to ask from.
            if (isReconnect)
                _doubts.AddAll();
            return;
        }
        _until = now;
        if (_order.WholeTo is not { } since)
        {
            _order.WholeTo = now;
            // What was pushed before the first login is not missed.
            _known.Floor = now;
            return;
        }
        _after = CheckCalendar(since, now) - Margin;
        _isHoleTold = false;
        _fetcher.Begin();
        _order.Hold();
        if (_session.SessionToken is null)
            OnGivenUp(); // A server without tokens keeps nothing.
        else
            Ask();
    }

    /// <summary>The server may have told less than happened since this time of its own.</summary>
    public void OnMissed(long since)
    {
        if (_fetcher is null || _session.SessionToken is null)
        {
            _doubts.AddAll();
            return;
        }
        if (_order.WholeTo is not { } whole)
            return;
        _order.WholeTo = Math.Min(whole, since);
        _after = _order.WholeTo.Value - Margin;
        _isHoleTold = false;
        _fetcher.Stop();
        _fetcher.Begin();
        Ask();
    }

    public void OnLost()
    {
        _fetcher?.Stop();
        _order.Release();
    }

    /// <summary>This client has changed a conversation itself.</summary>
    public void NoteOwn(string conversationId, ConversationFrame answer)
    {
        if (answer.UpdatedAt is { } updatedAt)
            _known.AddOwn(conversationId, updatedAt);
    }

    public void Complete() => _fetcher?.Stop();

    /// <summary>A push that came over the socket.</summary>
    public void Receive(Frame push)
    {
        if (_fetcher is null)
            _events.Accept(push, isFetched: false);
        else
            _order.Receive(push);
    }

    /// <summary>From where on to ask: the server's calendar may have been set back.</summary>
    long CheckCalendar(long since, long now)
    {
        _latest = Math.Max(_latest, since);
        if (now >= _latest)
            return since;
        // Until it is where it was, what it keeps of before and after is in no order, and may have been dropped by its time.
        _doubts.AddAll();
        _order.WholeTo = Math.Min(since, now);
        _known.Floor = Math.Min(_known.Floor, _order.WholeTo.Value - Margin);
        return _order.WholeTo.Value;
    }

    void Ask() => _fetcher!.Ask(UnixTime.ToTime(Math.Max(_after, 0)));

    void IMissedEventTaker.OnPage(MissedEventPage page)
    {
        if (!page.IsComplete)
            TellHole("The server has dropped some of what happened to conversations while the connection was lost");
        var before = _after;
        foreach (var push in page.Frames)
        {
            _after = Math.Max(_after, TimeOf(push) ?? _after);
            _order.Insert(push);
        }
        if (page.HasMore && _after > before)
        {
            Ask();
            return;
        }
        if (page.HasMore)
            TellHole("The server keeps more of what happened to conversations while the connection was lost, but does not give it");
        _order.Complete(Math.Max(_until, _after));
    }

    void IMissedEventTaker.OnLate() => _order.Release();

    /// <summary>What was missed stays untold, so the conversations themselves are asked for.</summary>
    public void OnGivenUp()
    {
        _order.Release();
        _doubts.AddAll();
    }

    /// <summary>Says once for each login that something is missing for good.</summary>
    void TellHole(string hole)
    {
        if (_isHoleTold)
            return;
        _isHoleTold = true;
        _session.Report(new Fault(FaultKind.MissedEvents, $"{hole}: it is not told. The conversations that are held are fetched again."));
        _doubts.AddAll();
    }

    static long? TimeOf(Frame push) => push switch
    {
        ConversationFrame conversation => conversation.ServerTimestamp,
        ReceiptFrame receipt => receipt.Timestamp,
        _ => null,
    };
}
