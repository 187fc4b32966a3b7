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
    /// <summary>So often in a row a page may not come in time; each time less is asked for.</summary>
    const int MaxTimeOuts = 4;

    readonly ISession _session;
    readonly ConversationRegistry _conversations;
    readonly RecoveryState _state;
    readonly Inbox _inbox;
    readonly ChangeInbox _changes;
    readonly MissedMessagePlanner _planner;
    readonly MissedPages _pages;
    readonly FetchQueue _fetches;
    readonly ActivityQuery _activity;
    readonly List<CatchUp> _running = [];
    readonly List<(string ConversationId, Position From)> _interrupted = [];
    bool _isOpen;

    public CatchUps(ISession session, ConversationRegistry conversations, RecoveryState state, Inbox inbox, ChangeInbox changes)
    {
        _session = session;
        _conversations = conversations;
        _state = state;
        _inbox = inbox;
        _changes = changes;
        _planner = new MissedMessagePlanner(conversations, state);
        _pages = new MissedPages(session, inbox);
        _fetches = new FetchQueue(session, Take);
        _activity = new ActivityQuery(session, state, OnListed);
    }

    int Connection => _state.Connection;

    public void OnOpened(long? serverTime)
    {
        _isOpen = true;
        _state.OnOpened();
        _planner.OnOpened(serverTime);
        foreach (var running in _running)
            running.LookOnceMore();
        foreach (var (conversationId, from) in _interrupted)
        {
            var slot = _conversations.Slot(conversationId);
            slot.Delivery.VerifiedConnection = Connection;
            _fetches.Add(Start(slot, from, first: null));
        }
        _interrupted.Clear();
        _activity.Begin(serverTime);
        if (Connection > 1)
            FetchSubscribed();
    }

    void FetchSubscribed()
    {
        foreach (var slot in _conversations.Subscribed())
        {
            if (_planner.MissesSubscribed(slot, out var from))
                _fetches.Add(Start(slot, from, first: null));
        }
    }

    public void OnLost() => _isOpen = false;

    /// <summary>Whether it is known that nothing is missing before a message that comes now.</summary>
    public bool IsVerified(ConversationSlot slot) => slot.Delivery.VerifiedConnection == Connection;

    /// <inheritdoc cref="MissedMessagePlanner.MayMiss"/>
    public bool MayMiss(ConversationSlot slot, out Position from) => _planner.MayMiss(slot, out from);

    /// <summary>The server has said which conversations have unread messages.</summary>
    public void OnReported() => _state.IsReported = true;

    /// <summary>What the server says of one conversation: after a login, and where it found later that something had not been told.</summary>
    public void OnUnread(UnreadConversation unread)
    {
        if (unread is not { Unread: > 0, MessageId: { Length: > 0 } lastId })
            return;
        var slot = _conversations.Slot(unread.ConversationId);
        var last = new Position(unread.Timestamp ?? 0, lastId);
        if (Connection == 1 && _planner.IsHistory(last))
        {
            _conversations.Advance(slot, last);
            return;
        }
        if (!_planner.MissesUnread(slot, last, out var from))
            return;
        var running = slot.Delivery.CatchUp;
        var catchUp = running ?? Start(slot, from, first: null);
        catchUp.Count(unread.Unread, last);
        if (running is null)
            _fetches.Add(catchUp);
        else
            running.LookAgain();
    }

    /// <summary>Something was said in a conversation since the login before.</summary>
    void OnListed(string conversationId, Position last)
    {
        var slot = _conversations.Slot(conversationId);
        if (slot.IsRoom)
            return;
        if (slot.Delivery.CatchUp is { } running)
            running.LookAgain();
        else if (_planner.MissesListed(slot, last, out var from))
            _fetches.Add(Start(slot, from, first: null));
    }

    public void Begin(ConversationSlot slot, Position from, DirectFrame first) => _fetches.Add(Start(slot, from, first));

    /// <summary>Whether a message may be a send of this very client, repeated after a drop, whose answer has not come yet.</summary>
    public bool MayAwaitSends(string from) => Connection != 1 && from == _session.Options.ClientId;

    /// <summary>Whether a message of one's own waits for the answers of the sends that it may be; it is kept then.</summary>
    public bool AwaitsSends(ConversationSlot slot, DirectFrame frame)
    {
        // What is told again may come before the answer on the first connection, too.
        if ((Connection == 1 && frame.DeduplicationToken is null) || frame.FromPeerId != _session.Options.ClientId || !slot.Sends.Await())
            return false;
        Start(slot, _planner.BehindOwn(slot), frame);
        return true;
    }

    /// <summary>The sends that somebody waits for have ended. From any thread.</summary>
    public void OnSent(ConversationSlot slot) => _session.Gate.Post(this, slot, static (catchUps, slot) => catchUps.Resume(slot));

    CatchUp Start(ConversationSlot slot, Position from, DirectFrame? first)
    {
        var catchUp = new CatchUp(slot) { From = from };
        if (first is not null)
            catchUp.Park(first);
        slot.Delivery.CatchUp = catchUp;
        _running.Add(catchUp);
        return catchUp;
    }

    void Resume(ConversationSlot slot)
    {
        if (slot.Delivery.CatchUp is not { Stage: not CatchUpStage.Fetching } catchUp || !slot.Sends.IsOver())
            return;
        if (catchUp.Page is { } page)
            Take(catchUp, page);
        else if (catchUp.IsOnceMore && (catchUp.From.IsKnown || catchUp.LastUnread.IsKnown))
            _fetches.Add(catchUp);
        else
            End(catchUp);
    }

    void Take(CatchUp catchUp, Task<Frame> page)
    {
        catchUp.Stop();
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
            catchUp.Hold(items);
        else
            Take(catchUp, items);
    }

    void Take(CatchUp catchUp, IReadOnlyList<LogItem> items)
    {
        catchUp.Stop();
        if (_pages.Take(catchUp, items))
            _fetches.Add(catchUp);
        else
            End(catchUp);
    }

    void Fail(CatchUp catchUp, Exception? cause)
    {
        if (cause is ConnectionLostException && _isOpen || cause is CommandTimeoutException && ++catchUp.TimeOuts < MaxTimeOuts)
        {
            _fetches.Add(catchUp);
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
        catchUp.Slot.Delivery.VerifiedConnection = 0;
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
        _planner.NoteWhole(catchUp.Slot);
    }

    void Remove(CatchUp catchUp)
    {
        _running.Remove(catchUp);
        catchUp.Slot.Delivery.CatchUp = null;
    }
}
