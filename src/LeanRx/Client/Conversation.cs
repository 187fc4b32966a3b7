using System.Reactive.Concurrency;
using System.Text.Json;
using LeanRx.Client.Internal;
using LeanRx.Conversations.Internal;

namespace LeanRx;

// S48, S80
/// <summary>
/// A conversation as one client sees it: what is known of it, what happens in it, and what one can do in it. A chat room is one too. The same
/// id always yields the same object per client, as long as anybody holds it. Safe to use from any thread.
/// </summary>
public sealed partial class Conversation
{
    readonly ClientCore _core;

    internal Conversation(ClientCore core, ConversationCore conversation)
    {
        _core = core;
        Core = conversation;
        _stopwatch = core.Session.Options.Scheduler.StartStopwatch();
    }

    /// <summary>The conversation's id.</summary>
    public string Id => Core.Slot.Id;

    /// <summary>What is known of it now. It changes before anybody hears of the change, and before the task of one's own change completes.</summary>
    /// <remarks>
    /// When nothing is under way any more it is what the server has: nothing older puts back what is newer, in whatever order answers and pushes come.
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
    /// <summary>
    /// Messages of this conversation, each once, in the server's order. What came while neither this stream nor <see cref="LeanClient.Messages"/> was
    /// subscribed to is held and delivered to the first subscriber. While it is subscribed to, the conversation is kept alive. Ends when the client is
    /// disposed.
    /// </summary>
    public IObservable<Message> Messages => Core.Messages;

    /// <summary>
    /// Messages of this conversation that were edited or taken back; see <see cref="LeanClient.MessageChanges"/>. Ends when the client is disposed.
    /// </summary>
    public IObservable<MessageChange> MessageChanges => Core.MessageChanges;

    // S150
    /// <summary>Receipts of messages that were sent here. Ends when the client is disposed.</summary>
    public IObservable<Receipt> Receipts => Core.Receipts;

    // S55
    /// <summary>Who comes and goes here. Ends when the client is disposed.</summary>
    public IObservable<MembershipChange> MembershipChanges => Core.MembershipChanges;

    /// <summary>
    /// What is known of the conversation: the current value first, then every change, without repetitions. A subscriber slower than the changes hears the
    /// latest. Ends when the client is disposed.
    /// </summary>
    public IObservable<ConversationSnapshot> Watch() => Core.Watch();

    internal ConversationCore Core { get; }
}
