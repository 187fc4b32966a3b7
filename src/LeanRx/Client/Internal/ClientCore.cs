using System.Reactive.Linq;
using LeanRx.Connections.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Delivery.Internal;
using LeanRx.Events.Internal;
using LeanRx.Messages.Internal;
using LeanRx.MissedEvents.Internal;
using LeanRx.Presence.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;
using LeanRx.Sending.Internal;
using LeanRx.Streams.Internal;
using LeanRx.Uploads.Internal;

namespace LeanRx.Client.Internal;

/// <summary>
/// What stands behind the public face of one client: what the server pushes comes in here and goes to who is concerned, state first, observers after.
/// </summary>
internal sealed class ClientCore : ISessionHandler
{
    readonly StreamSet _streams;
    readonly CatchUps _catchUps;
    readonly MessageReceiver _messages;
    readonly MissedPushes _pushes;

    public ClientCore(ISession session)
    {
        Session = session;
        StateChanges = (session as IClientSession)?.StateChanges ?? Observable.Never<ConnectionState>();
        OnObserverThrew = ReportObserver;
        _streams = new StreamSet(session.Deliveries, OnObserverThrew);
        MessageChanges = _streams.Add<MessageChange>();
        Receipts = _streams.Add<Receipt>();
        MembershipChanges = _streams.Add<MembershipChange>();
        ModerationChanges = _streams.Add<ModerationChange>();
        ConversationsCreated = _streams.Add<Conversation>();
        ConversationUpdates = _streams.Add<ConversationUpdate>();
        UnreadChanges = _streams.Add<UnreadChange>();
        LocalEventStream = _streams.Add<LocalEvent>();
        Factory = new MessageFactory(session.Options.MessageTypes.Reader(session.Options.HtmlEncodeMessages));
        Writer = session.Options.MessageTypes.Writer;
        var held = new UnobservedMessages(session.Options.MaxHeldMessages, OnHeldOverflow);
        Messages = new MessageStream(session.Deliveries, held, null, OnObserverThrew);
        var recovery = new RecoveryState();
        var activity = new ConversationActivity(session.Deliveries, OnObserverThrew);
        Latest = new LatestMessages(activity);
        Conversations = new ConversationRegistry(
            new ConversationParts(ClientId, session.Deliveries, held, Factory, OnObserverThrew, id => Doubts!.Add(id), activity, FaceOf),
            new MessageFanOut(Messages, held), recovery);
        var inbox = new Inbox(session, Conversations, Latest, Factory, new AckBatch(session));
        var changes = new ChangeInbox(Latest, Factory, MessageChanges);
        _catchUps = new CatchUps(session, Conversations, recovery, inbox, changes);
        _messages = new MessageReceiver(session, Conversations, _catchUps, inbox);
        Changes = new ChangeReceiver(session, Conversations, Latest, Factory, changes);
        Rows = new ConversationRows(ClientId, session.Options.Scheduler, Conversations, Latest, Factory);
        Doubts = new Doubts(session, Conversations, Latest, Rows);
        var told = new ToldTimes();
        _pushes = new MissedPushes(session, Doubts, new PushedEvents(
            Conversations,
            new ConversationEvents(ClientId, told, Conversations, ConversationUpdates, MembershipChanges),
            new ModerationEvents(ClientId, told, Conversations, ModerationChanges),
            Receipts));
        ReadMarks = new ReadMarks(session, Conversations);
        Room = new RoomRejoin(session);
        Commands = new ConversationCommands(session, Conversations, Latest, Rows, Doubts, Room, ConversationsCreated);
        Journal = new SendJournal(session.Deliveries, session.Options.Scheduler);
        Sends = new Sends(session, Conversations, Latest, Journal, Doubts, _catchUps.OnSent);
        Outbox = session.Options.Outbox is { } store ? new OutboxSender(session, Conversations, Sends, Journal, store) : null;
        Presence = new PresenceMonitor(session, OnObserverThrew);
        Uploads = new Uploader(session);
    }

    public ISession Session { get; }

    /// <summary>Whether the client is connected now.</summary>
    public bool IsOpen => Session is IClientSession { State: ConnectionState.Connected };

    /// <summary>Where the client stands: the current state first.</summary>
    public IObservable<ConnectionState> StateChanges { get; }

    /// <summary>One for all streams of the client: they are many.</summary>
    public Action<Exception> OnObserverThrew { get; }

    public string ClientId => Session.Options.ClientId;

    public MessageFactory Factory { get; }

    public MessageBodyWriter Writer { get; }

    public ConversationRegistry Conversations { get; }

    /// <summary>The last message of each conversation.</summary>
    public LatestMessages Latest { get; }

    public ConversationCommands Commands { get; }

    public ConversationRows Rows { get; }

    public Sends Sends { get; }

    /// <summary>Own sends that have not ended.</summary>
    public SendJournal Journal { get; }

    /// <summary>Conversations that are to be asked for anew.</summary>
    public Doubts Doubts { get; }

    /// <summary>Where sends are kept; null where they are not.</summary>
    public OutboxSender? Outbox { get; }

    public ReadMarks ReadMarks { get; }

    public ChangeReceiver Changes { get; }

    public RoomRejoin Room { get; }

    public PresenceMonitor Presence { get; }

    public Uploader Uploads { get; }

    public MessageStream Messages { get; }

    public EventStream<MessageChange> MessageChanges { get; }

    public EventStream<Receipt> Receipts { get; }

    public EventStream<MembershipChange> MembershipChanges { get; }

    public EventStream<ModerationChange> ModerationChanges { get; }

    public EventStream<Conversation> ConversationsCreated { get; }

    public EventStream<ConversationUpdate> ConversationUpdates { get; }

    public EventStream<UnreadChange> UnreadChanges { get; }

    public EventStream<LocalEvent> LocalEventStream { get; }

    /// <summary>The conversation as users see it, always the same as long as anybody holds it.</summary>
    public Conversation Conversation(string id) => (Conversation)Conversations.Conversation(id).Face;

    Conversation FaceOf(ConversationCore conversation) => new(this, conversation);

    void ReportObserver(Exception exception) =>
        Session.Report(new Fault(FaultKind.Observer, $"An observer threw and was unsubscribed: {exception.Message}", exception));

    public void OnOpened(bool isReconnect, long? serverTime = null) =>
        Session.Gate.Continue(this, (isReconnect, serverTime), static (core, opened) => core.Open(opened.isReconnect, opened.serverTime));

    public void OnPush(Frame frame) => Session.Gate.Continue(this, frame, static (core, frame) => core.Take(frame));

    public void OnText(TextMessage message) => Session.Gate.Continue(this, message, static (core, message) => core._messages.Receive(message));

    public void OnAnswer(PendingCommand command) => Session.Gate.Continue(this, command, static (_, command) => command.Take());

    public void OnUnclaimed(Frame answer)
    {
        if (answer is ConversationFrame { ConversationId: { Length: > 0 } id })
            Doubts.Add(id);
    }

    public void OnLost() => Session.Gate.Continue(this, 0, static (core, _) =>
    {
        core._pushes.OnLost();
        core._catchUps.OnLost();
        core.Doubts.OnLost();
        core.Outbox?.OnLost();
        core.Room.OnLost();
        core.ReadMarks.OnLost();
        core.Presence.OnLost();
    });

    public void OnClosed() => Session.Gate.Continue(this, 0, static (core, _) => core.Complete());

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
                _messages.Receive(direct);
                break;
            case PatchFrame patch:
                Changes.Receive(patch);
                break;
            case ReceiptFrame or ConversationFrame:
                _pushes.Receive(frame);
                break;
            case UnreadFrame { MissedSince: { } since }:
                _pushes.OnMissed(since);
                ReadMarks.OnMissed();
                break;
            case UnreadFrame unread:
                foreach (var conversation in unread.Conversations)
                    Take(conversation, unread.NotificationTime);
                _catchUps.OnReported();
                break;
        }
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
            UnreadChanges.Publish(new UnreadChange
            {
                ConversationId = unread.ConversationId,
                Count = unread.Unread,
                IsMentioned = unread.IsMentioned == true,
                LastMessage = last,
            });
        _catchUps.OnUnread(unread);
    }

    void Complete()
    {
        Uploads.Close();
        _pushes.Complete();
        Messages.Complete();
        _streams.Complete();
        Conversations.Complete();
        Presence.Complete();
    }

    void OnHeldOverflow() => Session.Report(new Fault(FaultKind.Overflow,
        $"Nobody subscribed to Messages: more than {Session.Options.MaxHeldMessages} came, and the oldest are being dropped (MaxHeldMessages). They are in " +
        "the history of their conversations."));
}
