using System.Reactive.Linq;
using LeanRx.Protocol;

namespace LeanRx.Internal;

/// <summary>
/// What stands behind the public face of one client: what the server pushes comes in here and goes to who is concerned, state first, observers after.
/// </summary>
internal sealed class ClientCore : ISessionHandler
{
    readonly SerialGate _gate;
    readonly CatchUps _catchUps;
    readonly Inbox _inbox;
    readonly MissedPushes _pushes;

    public ClientCore(ISession session)
    {
        Session = session;
        StateChanges = (session as IClientSession)?.StateChanges ?? Observable.Never<ConnectionState>();
        OnObserverThrew = ReportObserver;
        _gate = new SerialGate(static () => { }, OnMistake);
        var held = new HeldMessages(session.Options.MaxHeldMessages, OnHeldOverflow);
        Held = held;
        Messages = new MessageStream(session.Notifications, held, null, OnObserverThrew);
        Conversations = new ConversationRegistry(this, new MessageFanOut(Messages, held));
        Factory = new MessageFactory(session.Options.MessageTypes.Reader(session.Options.EncodeHtml));
        Writer = session.Options.MessageTypes.Writer;
        Tokens = new DeduplicationTokens(session.Options.Random!);
        _catchUps = new CatchUps(session, _gate, Conversations);
        _inbox = new Inbox(session, Conversations, Latest, Factory, new AckBatch(session, _gate), _catchUps);
        _catchUps.Inbox = _inbox;
        Changes = new ChangeInbox(this, _gate);
        _catchUps.Changes = Changes;
        _pushes = new MissedPushes(this, _gate);
        ReadMarks = new ReadMarks(session, _gate, Conversations);
        Commands = new ConversationCommands(this);
        Doubts = new Doubts(this, _gate);
        Sends = new Sends(this);
        Room = new RoomStay(this);
        Outbox = session.Options.Outbox is { } store ? new Outbox(this, store) : null;
        Presence = new PresenceMonitor(session, _gate, OnObserverThrew);
        Uploads = new Uploads(session);
        MessageChanges = Stream<MessageChange>();
        Receipts = Stream<Receipt>();
        MembershipChanges = Stream<MembershipChange>();
        ModerationChanges = Stream<ModerationChange>();
        ConversationsCreated = Stream<Conversation>();
        ConversationUpdates = Stream<ConversationUpdate>();
        UnreadChanges = Stream<UnreadChange>();
        LocalEvents = Stream<LocalEvent>();
    }

    public ISession Session { get; }

    /// <summary>Where the client stands: the current state first.</summary>
    public IObservable<ConnectionState> StateChanges { get; }

    /// <summary>One for all streams of the client: they are many.</summary>
    public Action<Exception> OnObserverThrew { get; }

    public string ClientId => Session.Options.ClientId;

    public HeldMessages Held { get; }

    public MessageFactory Factory { get; }

    public MessageBodyWriter Writer { get; }

    public DeduplicationTokens Tokens { get; }

    public ConversationRegistry Conversations { get; }

    /// <summary>The last message of each conversation.</summary>
    public LatestMessages Latest { get; } = new();

    public ConversationCommands Commands { get; }

    public Sends Sends { get; }

    /// <summary>Conversations that are to be asked for anew.</summary>
    public Doubts Doubts { get; }

    /// <summary>What was told of members. Used inside the gate alone.</summary>
    public ToldTimes Told { get; } = new();

    /// <summary>Where sends are kept; null where they are not.</summary>
    public Outbox? Outbox { get; }

    public ReadMarks ReadMarks { get; }

    public ChangeInbox Changes { get; }

    public RoomStay Room { get; }

    public PresenceMonitor Presence { get; }

    public Uploads Uploads { get; }

    public MessageStream Messages { get; }

    public EventStream<MessageChange> MessageChanges { get; }

    public EventStream<Receipt> Receipts { get; }

    public EventStream<MembershipChange> MembershipChanges { get; }

    public EventStream<ModerationChange> ModerationChanges { get; }

    public EventStream<Conversation> ConversationsCreated { get; }

    public EventStream<ConversationUpdate> ConversationUpdates { get; }

    public EventStream<UnreadChange> UnreadChanges { get; }

    public EventStream<LocalEvent> LocalEvents { get; }

    /// <summary>Counts the logins.</summary>
    public int Connection => _catchUps.Connection;

    /// <summary>Up to which login a conversation that is new to this client is known to be whole.</summary>
    public int VerifiedConnection => _catchUps.VerifiedConnection;

    /// <summary>Whether messages that came while the connection was gone may still be missing in a conversation.</summary>
    public bool MayMiss(ConversationSlot slot) => _catchUps.MayMiss(slot);

    /// <summary>A send of this client has ended, one way or another. From any thread.</summary>
    /// <param name="slot">The conversation.</param>
    /// <param name="isAnswered">Whether it is known what became of it.</param>
    public void OnSendEnded(ConversationSlot slot, bool isAnswered)
    {
        if (slot.Sends.End())
            _catchUps.OnSent(slot);
        slot.Conversation?.PublishSendEnded(slot.Sends.Ended, isAnswered);
    }

    public EventStream<T> Stream<T>() where T : class => new(Session.Notifications, OnObserverThrew);

    void ReportObserver(Exception exception) =>
        Session.Report(new Fault(FaultKind.Observer, $"An observer threw and was unsubscribed: {exception.Message}", exception));

    public void OnOpened(bool isReconnect, long? serverTime = null) =>
        _gate.Post(this, (isReconnect, serverTime), static (core, opened) => core.Open(opened.isReconnect, opened.serverTime));

    public void OnPush(Frame frame) => _gate.PostFromSocket(this, frame, static (core, frame) => core.Take(frame));

    public void OnAnswer(PendingCommand command) => _gate.PostFromSocket(this, command, static (_, command) => command.Take());

    public void OnUnclaimed(Frame answer)
    {
        if (answer is ConversationFrame { ConversationId: { Length: > 0 } id })
            Doubts.Add(id);
    }

    public void OnLost() => _gate.Post(this, static core =>
    {
        core._pushes.OnLost();
        core._catchUps.OnLost();
        core.Doubts.OnLost();
        core.Outbox?.OnLost();
        core.Room.OnLost();
        core.ReadMarks.OnLost();
        core.Presence.OnLost();
    });

    public void OnClosed() => _gate.Post(this, static core => core.Complete());

    void Open(bool isReconnect, long? serverTime)
    {
        Room.OnOpened(isReconnect);
        Doubts.OnOpened();
        _pushes.OnOpened(serverTime);
        _catchUps.OnOpened(serverTime);
        Outbox?.OnOpened();
        ReadMarks.OnOpened();
        Presence.OnOpened();
    }

    void Take(Frame frame)
    {
        switch (frame)
        {
            case DirectFrame direct:
                _inbox.Receive(direct);
                break;
            case PatchFrame patch:
                Changes.Receive(patch);
                break;
            case ReceiptFrame or ConversationFrame:
                _pushes.Receive(frame);
                break;
            case UnreadFrame unread:
                foreach (var conversation in unread.Conversations)
                    Take(conversation, unread.NotificationTime);
                _catchUps.OnReported();
                break;
        }
    }

    /// <summary>A push whose time has come. Inside the gate alone.</summary>
    /// <param name="isFetched">Whether it was missed, and fetched later.</param>
    public void Accept(Frame push, bool isFetched)
    {
        switch (push)
        {
            case ReceiptFrame receipt:
                Accept(receipt);
                break;
            case ConversationFrame conversation:
                ConversationEvents.Take(this, conversation, isFetched);
                ModerationEvents.Take(this, conversation, isFetched);
                break;
        }
    }

    void Accept(ReceiptFrame frame)
    {
        if (frame is not { ConversationId: { } conversationId, MessageId: { } messageId })
            return;
        var time = UnixTime.ToTime(frame.Timestamp ?? 0);
        Receipt receipt = frame.IsRead == true
            ? new ReadReceipt(conversationId, messageId, time, frame.From)
            : new DeliveryReceipt(conversationId, messageId, time, frame.From);
        Receipts.Publish(receipt);
        Conversations.Find(conversationId)?.Publish(receipt);
    }

    /// <summary>What this client has changed itself is not told to it once more, when it is fetched with what was missed. Inside the gate alone.</summary>
    public void NoteOwn(string conversationId, ConversationFrame answer) => _pushes.NoteOwn(conversationId, answer);

    void Take(UnreadConversation unread, long? at)
    {
        var slot = Conversations.Slot(unread.ConversationId);
        var isNews = slot.Unread.Take(unread, at);
        if (isNews)
            slot.Conversation?.Announce();
        var last = Factory.Last(unread);
        if (last is not null && Latest.HearOf(slot, last, unread.Data?.Length ?? 0))
            Doubts.Add(unread.ConversationId);
        // Without a message it only confirms what was known, as after one's own reading.
        if (isNews || last is not null || unread.Timestamp is null)
            UnreadChanges.Publish(new UnreadChange(unread.ConversationId, unread.Unread, unread.IsMentioned == true, last));
        _catchUps.OnUnread(unread);
    }

    void Complete()
    {
        Uploads.Close();
        _pushes.Complete();
        Messages.Complete();
        MessageChanges.Complete();
        Receipts.Complete();
        MembershipChanges.Complete();
        ModerationChanges.Complete();
        ConversationsCreated.Complete();
        ConversationUpdates.Complete();
        UnreadChanges.Complete();
        LocalEvents.Complete();
        Conversations.Complete();
        Presence.Complete();
    }

    void OnMistake(Exception exception) => Session.Report(new Fault(FaultKind.Internal, $"The client made a mistake: {exception.Message}", exception));

    void OnHeldOverflow() => Session.Report(new Fault(FaultKind.Overflow,
        $"Nobody subscribed to Messages: more than {Session.Options.MaxHeldMessages} came, and the oldest are being dropped (MaxHeldMessages). They are in " +
        "the history of their conversations."));
}
