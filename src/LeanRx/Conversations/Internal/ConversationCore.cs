using LeanRx.Common.Internal;
using LeanRx.Messages.Internal;
using LeanRx.Streams.Internal;

namespace LeanRx.Conversations.Internal;

/// <summary>
/// A conversation that somebody holds: what is known of it, and its streams. It lives as long as its <see cref="Face"/>, which is all that users see of it.
/// </summary>
internal sealed class ConversationCore
{
    readonly ConversationParts _parts;
    readonly ConversationRegistry _registry;
    readonly object _lock = new();
    readonly SnapshotStream<ConversationSnapshot> _snapshots;
    readonly EventStream<Receipt> _receipts;
    readonly EventStream<MembershipChange> _membershipChanges;
    readonly EventStream<ModerationChange> _moderationChanges;
    readonly EventStream<MessageChange> _messageChanges;
    readonly ConversationState _state;

    public ConversationCore(ConversationParts parts, ConversationRegistry registry, ConversationSlot slot)
    {
        _parts = parts;
        _registry = registry;
        Slot = slot;
        _state = new ConversationState(new ConversationSnapshot { Id = slot.Id, IsTransient = slot.IsRoom });
        _snapshots = new SnapshotStream<ConversationSnapshot>(parts.Deliveries, () => Current, parts.ObserverThrew);
        _receipts = Stream<Receipt>();
        _membershipChanges = Stream<MembershipChange>();
        _moderationChanges = Stream<ModerationChange>();
        _messageChanges = Stream<MessageChange>();
        OwnChanges = Stream<MessageChange>();
        SendsEnded = Stream<object>();
        TypingNotices = Stream<TypingNotice>();
        Typing = new ObservedStream<TypingNotice>(TypingNotices, this);
        MessageStream = new MessageStream(parts.Deliveries, parts.Held, slot.Id, parts.ObserverThrew);
        Messages = new ObservedStream<Message>(MessageStream, this);
        MessageChanges = new ObservedStream<MessageChange>(_messageChanges, this);
        Receipts = new ObservedStream<Receipt>(_receipts, this);
        MembershipChanges = new ObservedStream<MembershipChange>(_membershipChanges, this);
        ModerationChanges = new ObservedStream<ModerationChange>(_moderationChanges, this);
        Face = parts.Face(this);
    }

    public ConversationSlot Slot { get; }

    /// <summary>The object that users hold.</summary>
    public object Face { get; }

    /// <summary>What is known of it now.</summary>
    public ConversationSnapshot Current
    {
        get
        {
            var last = Slot.Latest.Read(_parts.Messages, Slot.Id, _parts.ClientId);
            var at = UnixTime.ToTimeOrNull(Slot.Latest.At);
            var unread = Slot.Unread.Now;
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

    public MessageStream MessageStream { get; }

    public IObservable<Message> Messages { get; }

    public IObservable<MessageChange> MessageChanges { get; }

    public IObservable<Receipt> Receipts { get; }

    public IObservable<MembershipChange> MembershipChanges { get; }

    public IObservable<ModerationChange> ModerationChanges { get; }

    /// <summary>Who begins to type and who ceases.</summary>
    public EventStream<TypingNotice> TypingNotices { get; }

    public IObservable<TypingNotice> Typing { get; }

    public IObservable<ConversationSnapshot> Watch() => new ObservedStream<ConversationSnapshot>(_snapshots, this);

    public void Observe() => _registry.Observe(this, Slot);

    public void Unobserve() => _registry.Unobserve(Slot);

    public void Publish(Receipt receipt) => _receipts.Publish(receipt);

    public void Publish(MembershipChange change) => _membershipChanges.Publish(change);

    public void Publish(ModerationChange change) => _moderationChanges.Publish(change);

    /// <summary>Changes that this client made itself.</summary>
    public EventStream<MessageChange> OwnChanges { get; }

    /// <summary>How many own sends have ended; negative where it is not known what became of the last one.</summary>
    public EventStream<object> SendsEnded { get; }

    public void PublishSendEnded(long ended, bool isAnswered)
    {
        if (SendsEnded.HasObservers)
            SendsEnded.Publish(isAnswered ? ended : -ended);
    }

    public void Publish(MessageChange change) => _messageChanges.Publish(change);

    /// <summary>Folds something that the server said. Inside the client's gate.</summary>
    public void Change<TSaid>(TSaid said, Action<ConversationState, TSaid> fold)
    {
        lock (_lock)
        {
            var before = _state.Snapshot;
            fold(_state, said);
            var now = _state.Snapshot;
            if (ReferenceEquals(now, before))
                return;
            Slot.IsRoom = now.IsTransient;
            var isIn = now.Members.Contains(_parts.ClientId);
            if (isIn != before.Members.Contains(_parts.ClientId))
                Slot.Unread.Close(!isIn);
            Slot.IsSubscribed = now.IsSystem && now.Members.Contains(_parts.ClientId);
        }
        Announce();
    }

    public void Join(IReadOnlyList<string> clientIds, DateTimeOffset? said, bool isNews)
    {
        var isBack = clientIds.Contains(_parts.ClientId) && !Current.Members.Contains(_parts.ClientId);
        Change((clientIds, said, isNews), static (state, it) => state.Join(it.clientIds, it.said, it.isNews));
        // What happened before was told to those who were in.
        if (isBack)
            _parts.Doubt(Slot.Id);
    }

    public void Leave(IReadOnlyList<string> clientIds, DateTimeOffset? said)
    {
        Change((clientIds, said, _parts.ClientId), static (state, it) =>
        {
            state.Leave(it.clientIds, it.said);
            if (it.clientIds.Contains(it.ClientId))
                state.Mute(false, it.said);
        });
        // It was out for a while, which is heard of late: it is back already.
        if (clientIds.Contains(_parts.ClientId) && Current.Members.Contains(_parts.ClientId))
            _parts.Doubt(Slot.Id);
    }

    /// <summary>The snapshot has changed.</summary>
    public void Announce()
    {
        _snapshots.Change();
        _parts.Activity.Touch(Slot.Id);
    }

    public void Complete()
    {
        MessageStream.Complete();
        _messageChanges.Complete();
        OwnChanges.Complete();
        SendsEnded.Complete();
        TypingNotices.Complete();
        _receipts.Complete();
        _membershipChanges.Complete();
        _moderationChanges.Complete();
        _snapshots.Complete();
    }

    EventStream<T> Stream<T>() where T : class => new(_parts.Deliveries, _parts.ObserverThrew);
}
