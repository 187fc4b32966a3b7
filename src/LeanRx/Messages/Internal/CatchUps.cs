using LeanRx.Protocol;

namespace LeanRx.Internal;

/// <summary>
/// Fetches what was missed while the connection was gone, and puts it in its place: before whatever came since (law 8). A conversation is looked after when
/// the server reports unread messages of it that did not come, or when its first message after the reconnect comes before the server has reported. What
/// one's other devices sent meanwhile counts as read and may therefore stay in history alone. Used inside the gate alone.
/// </summary>
internal sealed class CatchUps(ISession session, SerialGate gate, ConversationRegistry conversations)
{
    /// <summary>What is asked for at once.</summary>
    public const int PageSize = 1000;

    /// <summary>Servers give less than they are asked for, but not less than this while there is more (protocol.md §4.11).</summary>
    const int SmallestFullPage = 100;

    readonly List<CatchUp> _running = [];
    bool _isReported;

    /// <summary>Where messages go. Set once, before the first use.</summary>
    public Inbox? Inbox { get; set; }

    /// <summary>Counts the logins: 0 before the first.</summary>
    public int Connection { get; private set; }

    public void OnOpened()
    {
        _isReported = false;
        Connection++;
        foreach (var running in _running)
            running.IsOnceMore = true;
    }

    /// <summary>Whether something may be missing before a message that comes now; where to look for it.</summary>
    public bool MayMiss(ConversationSlot slot, out Position whole)
    {
        whole = default;
        if (slot.Verified == Connection)
            return false;
        NoteWhole(slot);
        whole = slot.Whole;
        return whole.IsKnown && !_isReported && Connection > 1;
    }

    /// <summary>The server has said which conversations have unread messages.</summary>
    public void OnReported() => _isReported = true;

    /// <summary>What the server says of one conversation after a login.</summary>
    public void OnUnread(UnreadConversation unread)
    {
        if (unread is not { Unread: > 0, MessageId: { Length: > 0 } lastId })
            return;
        var slot = conversations.Slot(unread.ConversationId);
        if (Connection == 1)
        {
            // What came before the first login is history, not missed.
            conversations.Advance(slot, new Position(unread.Timestamp ?? 0, lastId));
            return;
        }
        if (slot.Verified != Connection)
            NoteWhole(slot);
        // Of a conversation that was never heard of all that is unread may be missing, also when its last message came.
        if (slot.Whole.IsKnown && conversations.Remembers(slot, lastId))
            return;
        var running = slot.CatchUp;
        var catchUp = running ?? Start(slot, slot.Whole, first: null);
        catchUp.Unread = Math.Min(unread.Unread, PageSize);
        catchUp.LastUnread = new Position(unread.Timestamp ?? 0, lastId);
        if (running is null)
            Fetch(catchUp);
        else if (!running.IsFetching)
            running.IsOnceMore = true;
    }

    public void Begin(ConversationSlot slot, Position from, DirectFrame first) => Fetch(Start(slot, from, first));

    /// <summary>Whether a message of one's own may be a send of this very client, repeated after a drop, whose answer has not come yet. Then it waits for the answer.</summary>
    public bool AwaitsSends(ConversationSlot slot, DirectFrame frame)
    {
        if (Connection == 1 || frame.FromPeerId != session.Options.ClientId || !slot.Sends.Await())
            return false;
        Start(slot, slot.Whole.IsKnown ? conversations.Last(slot) : default, frame);
        return true;
    }

    /// <summary>The sends that somebody waits for have ended. From any thread.</summary>
    public void OnSent(ConversationSlot slot) => gate.Post(this, slot, static (catchUps, slot) => catchUps.Resume(slot));

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
        slot.Whole = conversations.Last(slot);
        slot.Verified = Connection;
    }

    void Fetch(CatchUp catchUp)
    {
        catchUp.IsOnceMore = false;
        catchUp.IsFetching = true;
        var request = new LogsFrame { ConversationId = catchUp.Slot.Id, Limit = PageSize };
        request = catchUp.From.IsKnown
            ? request with { Direction = LogsDirections.Newer, Timestamp = catchUp.From.Timestamp, MessageId = catchUp.From.Id }
            : request with { Limit = catchUp.Unread, Timestamp = catchUp.LastUnread.Timestamp, MessageId = catchUp.LastUnread.Id, IsStartIncluded = true };
        session.ExecuteAsync(request, repeatable: true, CancellationToken.None).ContinueWith(
            static (page, state) => ((Fetched)state!).Post(page),
            new Fetched(this, catchUp),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    void Take(CatchUp catchUp, Task<Frame> page)
    {
        catchUp.IsFetching = false;
        if (page.Status != TaskStatus.RanToCompletion || page.GetAwaiter().GetResult() is not LogsFrame logs)
        {
            Fail(catchUp, page.Exception?.InnerException);
            return;
        }
        // A protobuf frame cannot say that a list is there and empty.
        var items = logs.Items ?? [];
        if (items.Any(item => item.From == session.Options.ClientId) && catchUp.Slot.Sends.Await())
            catchUp.Page = items;
        else
            Take(catchUp, items);
    }

    void Take(CatchUp catchUp, IReadOnlyList<LogItem> items)
    {
        catchUp.Page = null;
        foreach (var item in items)
            Inbox!.Accept(catchUp.Slot, item);
        var isPage = catchUp.From.IsKnown;
        if (items.Count > 0)
            catchUp.From = new Position(items[items.Count - 1].Timestamp, items[items.Count - 1].MessageId);
        if (catchUp.From.IsKnown && (catchUp.IsOnceMore || (isPage && items.Count >= SmallestFullPage)))
            Fetch(catchUp);
        else
            End(catchUp);
    }

    void Fail(CatchUp catchUp, Exception? cause)
    {
        if (cause is ClientClosedException)
        {
            // What came meanwhile was not confirmed, and is fetched with the rest when the client is opened again.
            Remove(catchUp);
            catchUp.Slot.Verified = 0;
            return;
        }
        session.Report(new Fault(FaultKind.Gap, $"Messages of conversation {catchUp.Slot.Id} that were missed while the connection was lost could not be fetched; they are in its history. {cause?.Message}", cause));
        End(catchUp);
    }

    void End(CatchUp catchUp)
    {
        Remove(catchUp);
        foreach (var parked in catchUp.Parked)
            Inbox!.Accept(catchUp.Slot, parked);
        NoteWhole(catchUp.Slot);
    }

    void Remove(CatchUp catchUp)
    {
        _running.Remove(catchUp);
        catchUp.Slot.CatchUp = null;
    }

    sealed record Fetched(CatchUps CatchUps, CatchUp CatchUp)
    {
        public void Post(Task<Frame> page) => CatchUps.PostInGate(this, page);
    }

    void PostInGate(Fetched fetched, Task<Frame> page) => gate.Post(fetched, page, static (fetched, page) => fetched.CatchUps.Take(fetched.CatchUp, page));
}
