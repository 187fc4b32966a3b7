using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Server.Tests;

/// <summary>A store that has every conversation, of Tom and Jerry, and keeps no message.</summary>
sealed class EveryConversation : ForwardingStore
{
    public EveryConversation() : base(new InMemoryMessageStore()) => (Conversations, Messages) = (new All(this, Inner.Conversations), new None(Inner.Messages));

    public override IConversationStore Conversations { get; }

    public override IMessageLog Messages { get; }

    /// <summary>How often a conversation was looked for.</summary>
    public int Finds { get; set; }

    public static StoredMessage Message(int number) =>
        new() { ApplicationId = "demo", ConversationId = "c", Id = $"{number:D22}", From = "Tom", Timestamp = number, Data = "hi" };

    sealed class All(EveryConversation store, IConversationStore inner) : ForwardingConversationStore(inner)
    {
        public override ValueTask<ConversationRecord?> FindAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default)
        {
            store.Finds++;
            return new(new ConversationRecord { ApplicationId = applicationId, Id = conversationId, Members = ["Tom", "Jerry"] });
        }
    }

    sealed class None(IMessageLog inner) : ForwardingMessageLog(inner)
    {
        public override ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
            new(new AppendResult { Message = message });
    }
}
