using System.Text.Json;
using LeanRx.Internal;

namespace LeanRx;

// S48, S80
/// <summary>
/// A conversation as one client sees it: what is known of it, what happens in it, and what one can do in it. A chat room is one too. The same
/// id always yields the same object per client, as long as anybody holds it. Safe to use from any thread.
/// </summary>
public sealed partial class Conversation
{
    readonly ClientCore _core;
    readonly ConversationSlot _slot;
    readonly object _lock = new();
    readonly SnapshotStream _snapshots;
    readonly EventStream<Receipt> _receipts;
    readonly EventStream<MembershipChange> _membershipChanges;
    readonly EventStream<ModerationChange> _moderationChanges;
    readonly EventStream<MessageChange> _messageChanges;
    readonly ConversationState _state;

    internal Conversation(ClientCore core, ConversationSlot slot)
    {
        _core = core;
        _slot = slot;
        _state = new ConversationState(new ConversationSnapshot { Id = slot.Id, IsTransient = slot.IsRoom });
        _snapshots = new SnapshotStream(core.Session.Notifications, () => Current, core.OnObserverThrew);
        _receipts = core.Stream<Receipt>();
        _membershipChanges = core.Stream<MembershipChange>();
        _moderationChanges = core.Stream<ModerationChange>();
        _messageChanges = core.Stream<MessageChange>();
        OwnChanges = core.Stream<MessageChange>();
        SendsEnded = core.Stream<object>();
        MessageStream = new MessageStream(core.Session.Notifications, core.Held, slot.Id, core.OnObserverThrew);
        Messages = new ObservedStream<Message>(MessageStream, this);
        MessageChanges = new ObservedStream<MessageChange>(_messageChanges, this);
        Receipts = new ObservedStream<Receipt>(_receipts, this);
        MembershipChanges = new ObservedStream<MembershipChange>(_membershipChanges, this);
        ModerationChanges = new ObservedStream<ModerationChange>(_moderationChanges, this);
    }

    /// <summary>The conversation's id.</summary>
    public string Id => _slot.Id;

    /// <summary>What is known of it now. It changes before anybody hears of the change, and before the task of one's own change completes.</summary>
    /// <remarks>
    /// When nothing is under way any more it is what the server has: nothing older puts back what is newer, in whatever order answers and pushes come.
    /// </remarks>
    public ConversationSnapshot Current
    {
        get
        {
            var last = _slot.Latest.Read(_core.Factory);
            var at = UnixTime.ToTimeOrNull(_slot.Latest.At);
            var unread = _slot.Unread.Now;
            lock (_lock)
            {
                if (!ReferenceEquals(_state.Snapshot.LastMessage, last) || _state.Snapshot.LastMessageAt != at)
                    _state.Snapshot = _state.Snapshot with { LastMessage = last, LastMessageAt = at };
                if (_state.Snapshot.UnreadCount != unread.Count || _state.Snapshot.IsMentioned != unread.IsMentioned)
                    _state.Snapshot = _state.Snapshot with { UnreadCount = unread.Count, IsMentioned = unread.IsMentioned };
                return _state.Snapshot;
            }
        }
    }

    /// <inheritdoc cref="ConversationSnapshot.Name"/>
    public string? Name => Current.Name;

    /// <inheritdoc cref="ConversationSnapshot.CreatorId"/>
    public string? CreatorId => Current.CreatorId;

    /// <inheritdoc cref="ConversationSnapshot.Members"/>
    public IReadOnlyList<string> Members => Current.Members;

    /// <inheritdoc cref="ConversationSnapshot.IsMuted"/>
    public bool IsMuted => Current.IsMuted;

    /// <inheritdoc cref="ConversationSnapshot.IsTransient"/>
    public bool IsTransient => Current.IsTransient;

    /// <inheritdoc cref="ConversationSnapshot.Attributes"/>
    public IReadOnlyDictionary<string, JsonElement> Attributes => Current.Attributes;

    /// <inheritdoc cref="ConversationSnapshot.LastMessageAt"/>
    public DateTimeOffset? LastMessageAt => Current.LastMessageAt;

    /// <inheritdoc cref="ConversationSnapshot.LastMessage"/>
    public Message? LastMessage => Current.LastMessage;

    /// <inheritdoc cref="ConversationSnapshot.UnreadCount"/>
    public int UnreadCount => Current.UnreadCount;

    /// <inheritdoc cref="ConversationSnapshot.IsMentioned"/>
    public bool IsMentioned => Current.IsMentioned;

    // S149
    /// <summary>
    /// Messages of this conversation, each once, in the server's order. What came while neither this stream nor <see cref="LeanClient.Messages"/> was
    /// subscribed to is held and delivered to the first subscriber. While it is subscribed to, the conversation is kept alive. Ends when the client is
    /// disposed.
    /// </summary>
    public IObservable<Message> Messages { get; }

    /// <summary>
    /// Messages of this conversation that were edited or taken back; see <see cref="LeanClient.MessageChanges"/>. Ends when the client is disposed.
    /// </summary>
    public IObservable<MessageChange> MessageChanges { get; }

    // S150
    /// <summary>Receipts of messages that were sent here. Ends when the client is disposed.</summary>
    public IObservable<Receipt> Receipts { get; }

    // S55
    /// <summary>Who comes and goes here. Ends when the client is disposed.</summary>
    public IObservable<MembershipChange> MembershipChanges { get; }

    /// <summary>
    /// What is known of the conversation: the current value first, then every change, without repetitions. A subscriber slower than the changes hears the
    /// latest. Ends when the client is disposed.
    /// </summary>
    public IObservable<ConversationSnapshot> Watch() => new ObservedStream<ConversationSnapshot>(_snapshots, this);

    internal MessageStream MessageStream { get; }

    internal void Observe() => _core.Conversations.Observe(this, _slot);

    internal void Unobserve() => _core.Conversations.Unobserve(_slot);

    internal void Publish(Receipt receipt) => _receipts.Publish(receipt);

    internal void Publish(MembershipChange change) => _membershipChanges.Publish(change);

    /// <summary>Changes that this client made itself.</summary>
    internal EventStream<MessageChange> OwnChanges { get; }

    /// <summary>How many own sends have ended; negative where it is not known what became of the last one.</summary>
    internal EventStream<object> SendsEnded { get; }

    internal void PublishSendEnded(long ended, bool isAnswered)
    {
        if (SendsEnded.HasObservers)
            SendsEnded.Publish(isAnswered ? ended : -ended);
    }

    internal void Publish(MessageChange change) => _messageChanges.Publish(change);

    /// <summary>Folds something that the server said. Inside the client's gate.</summary>
    internal void Change<TSaid>(TSaid said, Action<ConversationState, TSaid> fold)
    {
        lock (_lock)
        {
            var before = _state.Snapshot;
            fold(_state, said);
            var now = _state.Snapshot;
            if (ReferenceEquals(now, before))
                return;
            _slot.IsRoom = now.IsTransient;
            var isIn = now.Members.Contains(_core.ClientId);
            if (isIn != before.Members.Contains(_core.ClientId))
                _slot.Unread.Close(!isIn);
            _slot.IsSubscribed = now.IsSystem && now.Members.Contains(_core.ClientId);
        }
        Announce();
    }

    internal void Join(IReadOnlyList<string> clientIds, DateTimeOffset? said, bool isNews)
    {
        var isBack = clientIds.Contains(_core.ClientId) && !Current.Members.Contains(_core.ClientId);
        Change((clientIds, said, isNews), static (state, it) => state.Join(it.clientIds, it.said, it.isNews));
        // What happened before was told to those who were in.
        if (isBack)
            _core.Doubts.Add(Id);
    }

    internal void Leave(IReadOnlyList<string> clientIds, DateTimeOffset? said)
    {
        Change((clientIds, said, _core.ClientId), static (state, it) =>
        {
            state.Leave(it.clientIds, it.said);
            if (it.clientIds.Contains(it.ClientId))
                state.Mute(false, it.said);
        });
        // It was out for a while, which is heard of late: it is back already.
        if (clientIds.Contains(_core.ClientId) && Current.Members.Contains(_core.ClientId))
            _core.Doubts.Add(Id);
    }

    /// <summary>The snapshot has changed.</summary>
    internal void Announce() => _snapshots.Change();

    internal void Complete()
    {
        MessageStream.Complete();
        _messageChanges.Complete();
        OwnChanges.Complete();
        SendsEnded.Complete();
        _receipts.Complete();
        _membershipChanges.Complete();
        _moderationChanges.Complete();
        _snapshots.Complete();
    }
}
