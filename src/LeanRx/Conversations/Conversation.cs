using System.Text.Json;
using LeanRx.Internal;

namespace LeanRx;

/// <summary>
/// A conversation as one client sees it: what is known of it, what happens in it, and what one can do in it. A chat room is one too (S48, S80). The same
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
    ConversationSnapshot _snapshot;
    Message? _lastMessage;
    long _lastMessageAt;

    internal Conversation(ClientCore core, ConversationSlot slot)
    {
        _core = core;
        _slot = slot;
        _snapshot = new ConversationSnapshot { Id = slot.Id, IsTransient = slot.IsRoom };
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

    /// <summary>What is known of it now. It changes before anybody hears of the change.</summary>
    public ConversationSnapshot Current
    {
        get
        {
            lock (_lock)
            {
                var lastMessageAt = UnixTime.ToTimeOrNull(_lastMessageAt);
                if (!ReferenceEquals(_snapshot.LastMessage, _lastMessage) || (lastMessageAt is not null && _snapshot.LastMessageAt != lastMessageAt))
                    _snapshot = _snapshot with { LastMessage = _lastMessage, LastMessageAt = lastMessageAt ?? _snapshot.LastMessageAt };
                return _snapshot;
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

    /// <summary>
    /// Messages of this conversation, each once, in the server's order (S149). What came while neither this stream nor <see cref="LeanClient.Messages"/> was
    /// subscribed to is held and delivered to the first subscriber. While it is subscribed to, the conversation is kept alive. Ends when the client is disposed.
    /// </summary>
    public IObservable<Message> Messages { get; }

    /// <summary>Messages of this conversation that were edited or taken back; see <see cref="LeanClient.MessageChanges"/>. Ends when the client is disposed.</summary>
    public IObservable<MessageChange> MessageChanges { get; }

    /// <summary>Receipts of messages that were sent here (S150). Ends when the client is disposed.</summary>
    public IObservable<Receipt> Receipts { get; }

    /// <summary>Who comes and goes here (S55). Ends when the client is disposed.</summary>
    public IObservable<MembershipChange> MembershipChanges { get; }

    /// <summary>
    /// What is known of the conversation: the current value first, then every change, without repetitions. A subscriber slower than the changes hears the latest. Ends when the client is disposed.
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

    /// <summary>A message has another content; it may be the last one.</summary>
    internal void Changed(Message message)
    {
        lock (_lock)
        {
            if (_lastMessage?.Id != message.Id)
                return;
            _lastMessage = message;
        }
        _snapshots.Change();
    }

    internal void Received(Message message)
    {
        if (message.IsTransient)
            return;
        lock (_lock)
        {
            if (_lastMessage is { } last && last.TimestampMilliseconds > message.TimestampMilliseconds)
                return;
            _lastMessage = message;
            _lastMessageAt = Math.Max(_lastMessageAt, message.TimestampMilliseconds);
        }
        _snapshots.Change();
    }

    internal void Change<TState>(TState state, Func<ConversationSnapshot, TState, ConversationSnapshot> change)
    {
        lock (_lock)
        {
            var current = Current;
            var changed = change(current, state);
            if (ReferenceEquals(changed, current))
                return;
            if (!ReferenceEquals(changed.LastMessage, current.LastMessage))
                _lastMessage = Later(current.LastMessage, changed.LastMessage);
            _lastMessageAt = Math.Max(_lastMessageAt, UnixTime.OfOrZero(changed.LastMessageAt));
            _slot.IsRoom = changed.IsTransient;
            _slot.IsSubscribed = changed.IsSystem && changed.Members.Contains(_core.ClientId);
            _snapshot = changed with { LastMessage = _lastMessage, LastMessageAt = UnixTime.ToTimeOrNull(_lastMessageAt) };
        }
        _snapshots.Change();
    }

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

    static Message? Later(Message? known, Message? other) => known is null || other?.TimestampMilliseconds >= known.TimestampMilliseconds ? other : known;
}
