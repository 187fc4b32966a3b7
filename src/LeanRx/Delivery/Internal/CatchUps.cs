using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;

namespace LeanRx.Delivery.Internal;

// law 8
/// <summary>
/// Fetches what was missed while the connection was gone, and puts it in its place: before whatever came since. A conversation is looked after when
/// the server says that something was said in it meanwhile (<see cref="ActivityQuery"/>, and the unread messages that it reports by itself), always when it is
/// a service conversation that is subscribed to, or when its first message after the reconnect comes before the server has said so. Used inside the gate alone.
/// </summary>
internal sealed class CatchUps
{
    /// <summary>How many conversations are fetched at a time where the line bears it; the others wait for their turn.</summary>
    public const int MaxFetches = 16;

    /// <summary>So often in a row a page may not come in time; each time less is asked for.</summary>
    const int MaxTimeOuts = 4;

    // protocol.md §4.12
    /// <summary>Servers count unread messages up to here.</summary>
    const int MostUnread = 100;

    readonly ISession _session;
    readonly SerialGate _gate;
    readonly ConversationRegistry _conversations;
    readonly RecoveryState _state;
    readonly Inbox _inbox;
    readonly ChangeInbox _changes;
    readonly ActivityQuery _survey;
    readonly List<CatchUp> _running = [];
    readonly Queue<CatchUp> _queue = new();
    readonly List<(string ConversationId, Position From)> _interrupted = [];
    Position _origin;
    long _serverTime;
    int _fetches;
    bool _isOpen;
    bool _wentBack;

    public CatchUps(ISession session, SerialGate gate, ConversationRegistry conversations, RecoveryState state, Inbox inbox, ChangeInbox changes)
    {
        _session = session;
        _gate = gate;
        _conversations = conversations;
        _state = state;
        _inbox = inbox;
        _changes = changes;
        _survey = new ActivityQuery(session, gate, state, OnListed);
    }

    int Connection => _state.Connection;

    public void OnOpened(long? serverTime)
    {
        _isOpen = true;
        _state.OnOpened();
        if (serverTime is { } time)
        {
            // Messages that came before the first login are history, not missed.
            if (!_origin.IsKnown)
                _origin = new Position(time, "");
            _wentBack |= time < _serverTime;
            _serverTime = time;
        }
        foreach (var running in _running)
            running.IsOnceMore = true;
        foreach (var (conversationId, from) in _interrupted)
        {
            var slot = _conversations.Slot(conversationId);
            slot.Verified = Connection;
            Fetch(Start(slot, from, first: null));
        }
        _interrupted.Clear();
        _survey.Begin(serverTime);
        if (Connection > 1)
            FetchSubscribed();
    }

    /// <summary>No survey tells of service conversations, so those that are subscribed to are looked after without being asked for.</summary>
    void FetchSubscribed()
    {
        foreach (var slot in _conversations.Subscribed())
        {
            if (slot.CatchUp is not null || slot.Verified == Connection)
                continue;
            NoteWhole(slot);
            if (WholeOf(slot) is { IsKnown: true } from)
                Fetch(Start(slot, from, first: null));
        }
    }

    public void OnLost() => _isOpen = false;

    /// <summary>Whether something may be missing before a message that comes now; where to look for it.</summary>
    public bool MayMiss(ConversationSlot slot, out Position whole)
    {
        whole = default;
        if (slot.Verified == Connection)
            return false;
        NoteWhole(slot);
        whole = WholeOf(slot);
        return whole.IsKnown && _state.IsUnsure;
    }

    /// <summary>The server has said which conversations have unread messages.</summary>
    public void OnReported() => _state.IsReported = true;

    /// <summary>What the server says of one conversation after a login.</summary>
    public void OnUnread(UnreadConversation unread)
    {
        if (unread is not { Unread: > 0, MessageId: { Length: > 0 } lastId })
            return;
        var slot = _conversations.Slot(unread.ConversationId);
        var last = new Position(unread.Timestamp ?? 0, lastId);
        if (Connection == 1)
        {
            _conversations.Advance(slot, last);
            return;
        }
        // Up to the last message that came all is whole; but for what came before the first login, nothing is known of a conversation never heard of.
        if (slot.CatchUp is null && (slot.Whole.IsKnown || slot.Verified != Connection))
            slot.Whole = _conversations.Last(slot);
        var from = WholeOf(slot);
        if (!slot.Whole.IsKnown && from.IsKnown && last.Timestamp < from.Timestamp)
        {
            if (!_wentBack)
                return;
            // New, though the calendar says that it is old: counted instead.
            from = default;
        }
        // Of a conversation that was never heard of all that is unread may be missing, also when its last message came.
        if (from.IsKnown && _conversations.Remembers(slot, lastId))
            return;
        var running = slot.CatchUp;
        slot.Verified = Connection;
        var catchUp = running ?? Start(slot, from, first: null);
        catchUp.Count(unread.Unread, last);
        if (running is null)
            Fetch(catchUp);
        else if (!running.IsFetching)
            running.IsOnceMore = true;
    }

    /// <summary>Something was said in a conversation since the login before.</summary>
    void OnListed(string conversationId, Position last)
    {
        var slot = _conversations.Slot(conversationId);
        if (slot.IsRoom)
            return;
        if (slot.CatchUp is { } running)
        {
            running.IsOnceMore |= !running.IsFetching;
            return;
        }
        // Looked after while the answer was on its way.
        if (slot.Verified == Connection)
            return;
        NoteWhole(slot);
        var from = WholeOf(slot);
        if (!from.IsKnown || last.Timestamp < from.Timestamp || IsHeard(slot, last))
            return;
        Fetch(Start(slot, from, first: null));
    }

    /// <summary>Whether a message came to this client. One that it sent itself says nothing about what others sent.</summary>
    bool IsHeard(ConversationSlot slot, Position last) =>
        last.Id is { } id && last.Timestamp <= _conversations.Last(slot).Timestamp && _conversations.Remembers(slot, id);

    /// <summary>From where on messages of a conversation may be missing.</summary>
    Position WholeOf(ConversationSlot slot) => slot.Whole.IsKnown ? slot.Whole : Origin;

    /// <summary>
    /// From where on messages may be missing of a conversation of which nothing is remembered: after the first login, and after what came of those that were
    /// forgotten.
    /// </summary>
    Position Origin => _origin.IsKnown && _conversations.Forgotten is { IsKnown: true } forgotten ? Position.Later(forgotten, _origin) : _origin;

    public void Begin(ConversationSlot slot, Position from, DirectFrame first) => Fetch(Start(slot, from, first));

    /// <summary>
    /// Whether a message of one's own may be a send of this very client, repeated after a drop, whose answer has not come yet. Then it waits for the answer.
    /// </summary>
    public bool AwaitsSends(ConversationSlot slot, DirectFrame frame)
    {
        if (Connection == 1 || frame.FromPeerId != _session.Options.ClientId || !slot.Sends.Await())
            return false;
        Start(slot, slot.Whole.IsKnown ? _conversations.Last(slot) : Origin, frame);
        return true;
    }

    /// <summary>The sends that somebody waits for have ended. From any thread.</summary>
    public void OnSent(ConversationSlot slot) => _gate.Post(this, slot, static (catchUps, slot) => catchUps.Resume(slot));

    CatchUp Start(ConversationSlot slot, Position from, DirectFrame? first)
    {
        var catchUp = new CatchUp(slot) { From = from };
        if (first is not null)
            catchUp.Park(first);
        slot.CatchUp = catchUp;
        _running.Add(catchUp);
        return catchUp;
    }

    void Resume(ConversationSlot slot)
    {
        if (slot.CatchUp is not { IsFetching: false } catchUp || !slot.Sends.IsOver())
            return;
        if (catchUp.Page is { } page)
            Take(catchUp, page);
        else if (catchUp.IsOnceMore && (catchUp.From.IsKnown || catchUp.LastUnread.IsKnown))
            Fetch(catchUp);
        else
            End(catchUp);
    }

    /// <summary>Keeps up to where the conversation is whole, before the next message moves its end.</summary>
    void NoteWhole(ConversationSlot slot)
    {
        slot.Whole = _conversations.Last(slot);
        slot.Verified = Connection;
    }

    void Fetch(CatchUp catchUp)
    {
        catchUp.IsOnceMore = false;
        catchUp.IsFetching = true;
        if (_fetches >= _session.Pace.Limit(MaxFetches))
        {
            _queue.Enqueue(catchUp);
            return;
        }
        _fetches++;
        _gate.PostWhenDone(_session.AskAsync(catchUp.NextPage(), isOwn: true), (CatchUps: this, catchUp), static (it, page) =>
            it.CatchUps.Take(it.catchUp, page));
    }

    /// <summary>Lets those go on that wait for their turn, also several, where the line bears more than before.</summary>
    void FetchQueued()
    {
        while (_queue.Count > 0 && _fetches < _session.Pace.Limit(MaxFetches))
            Fetch(_queue.Dequeue());
    }

    void Take(CatchUp catchUp, Task<Frame> page)
    {
        _fetches--;
        FetchQueued();
        catchUp.IsFetching = false;
        if (page.Status != TaskStatus.RanToCompletion || page.GetAwaiter().GetResult() is not LogsFrame logs)
        {
            Fail(catchUp, page.Exception?.InnerException);
            return;
        }
        catchUp.TimeOuts = 0;
        catchUp.HasMore = logs.HasMore;
        // A protobuf frame cannot say that a list is there and empty.
        var items = logs.Items ?? [];
        if (items.Any(item => item.From == _session.Options.ClientId) && catchUp.Slot.Sends.Await())
            catchUp.Page = items;
        else
            Take(catchUp, items);
    }

    void Take(CatchUp catchUp, IReadOnlyList<LogItem> items)
    {
        catchUp.Page = null;
        if (catchUp.IsCountedAnew)
        {
            Fetch(catchUp);
            return;
        }
        if (!catchUp.From.IsKnown)
        {
            TakeOlder(catchUp, items);
            return;
        }
        Accept(catchUp, items);
        if (catchUp.IsOnceMore || !catchUp.IsLast(items.Count))
            Fetch(catchUp);
        else
            End(catchUp);
    }

    /// <summary>A page of a conversation of which it is only known how many messages of others are unread.</summary>
    void TakeOlder(CatchUp catchUp, IReadOnlyList<LogItem> items)
    {
        var isBeginning = catchUp.IsLast(items.Count);
        var others = items.Count(item => item.From != _session.Options.ClientId);
        if (!catchUp.TakeOlder(items, others) && !isBeginning)
        {
            Fetch(catchUp);
            return;
        }
        if (catchUp.Unread >= MostUnread && !isBeginning)
            _session.Report(new Fault(FaultKind.Gap,
                $"Of conversation {catchUp.Slot.Id} {MostUnread} messages or more were missed while the connection was lost. The server does not tell its " +
                $"time or how many; those before the last {MostUnread} are in its history."));
        Accept(catchUp, catchUp.TakeAll());
        if (catchUp.IsOnceMore && catchUp.From.IsKnown)
            Fetch(catchUp);
        else
            End(catchUp);
    }

    void Accept(CatchUp catchUp, IReadOnlyList<LogItem> items)
    {
        foreach (var item in items)
            _inbox.Accept(catchUp.Slot, item);
        if (items.Count > 0)
            catchUp.From = new Position(items[items.Count - 1].Timestamp, items[items.Count - 1].MessageId);
    }

    void Fail(CatchUp catchUp, Exception? cause)
    {
        if (cause is ConnectionLostException && _isOpen || cause is CommandTimeoutException && ++catchUp.TimeOuts < MaxTimeOuts)
        {
            Fetch(catchUp);
            return;
        }
        if (cause is ConnectionLostException or ClientClosedException)
        {
            Interrupt(catchUp);
            return;
        }
        _session.Report(new Fault(FaultKind.Gap,
            $"Messages of conversation {catchUp.Slot.Id} that were missed while the connection was lost could not be fetched; they are in its history. " +
            $"{cause?.Message}", cause));
        End(catchUp);
    }

    /// <summary>What came meanwhile was not confirmed, and is fetched with the rest after the next login.</summary>
    void Interrupt(CatchUp catchUp)
    {
        Remove(catchUp);
        foreach (var change in catchUp.Changes)
            _changes.Accept(catchUp.Slot, change);
        catchUp.Slot.Verified = 0;
        if (catchUp.From.IsKnown)
            _interrupted.Add((catchUp.Slot.Id, catchUp.From));
    }

    void End(CatchUp catchUp)
    {
        Remove(catchUp);
        foreach (var parked in catchUp.Parked)
            _inbox.Accept(catchUp.Slot, parked);
        foreach (var change in catchUp.Changes)
            _changes.Accept(catchUp.Slot, change);
        NoteWhole(catchUp.Slot);
    }

    void Remove(CatchUp catchUp)
    {
        _running.Remove(catchUp);
        catchUp.Slot.CatchUp = null;
    }
}
