using System.Text.Json;
using LeanRx.Client.Internal;
using LeanRx.Conversations.Internal;

namespace LeanRx;

// S48, S80
/// <summary>A conversation, chat room or service conversation, as seen by one client.</summary>
/// <remarks>For a client there is one object per conversation id, as long as it is referenced. All members are thread-safe.</remarks>
public sealed partial class Conversation
{
    readonly ClientCore _core;

    internal Conversation(ClientCore core, ConversationCore conversation)
    {
        _core = core;
        Core = conversation;
    }

    /// <summary>The id of the conversation.</summary>
    public string Id => Core.Slot.Id;

    /// <summary>The current data of the conversation, as far as known.</summary>
    /// <remarks>
    /// It is updated before observers are notified and before the task of a change completes. Once all answers and events have arrived it equals the
    /// server's data, in whatever order they arrived.
    /// </remarks>
    public ConversationSnapshot Current => Core.Current;

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
    /// <summary>The messages of this conversation as they arrive, each once, in server order.</summary>
    /// <remarks>
    /// Messages that arrive while neither this stream nor <see cref="LeanClient.Messages"/> has a subscriber are buffered and delivered to the first
    /// subscriber. A subscription keeps the conversation object alive. Completes when the client is disposed.
    /// </remarks>
    public IObservable<Message> Messages => Core.Messages;

    /// <summary>Edits and recalls of messages of this conversation; see <see cref="LeanClient.MessageChanges"/>.</summary>
    /// <remarks>Completes when the client is disposed.</remarks>
    public IObservable<MessageChange> MessageChanges => Core.MessageChanges;

    // S150
    /// <summary>Receipts for messages that this client sent to this conversation.</summary>
    /// <remarks>Completes when the client is disposed.</remarks>
    public IObservable<Receipt> Receipts => Core.Receipts;

    // S55
    /// <summary>Members joining and leaving this conversation.</summary>
    /// <remarks>Completes when the client is disposed.</remarks>
    public IObservable<MembershipChange> MembershipChanges => Core.MembershipChanges;

    /// <summary>The data of the conversation: the current value first, then every change.</summary>
    /// <remarks>A subscriber that is slower than the changes receives the latest value only. Completes when the client is disposed.</remarks>
    public IObservable<ConversationSnapshot> Watch() => Core.Watch();

    internal ConversationCore Core { get; }
}
