using LeanRx.Server;
using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Benchmarks.Servers;

/// <summary>Has every conversation, of tom and jerry, and keeps nothing: what is measured with it is the engine.</summary>
sealed class ForgetfulStore : ForwardingStore
{
    public ForgetfulStore() : base(new InMemoryMessageStore()) => (Conversations, Messages) = (new All(Inner.Conversations), new None(Inner.Messages));

    public override IConversationStore Conversations { get; }

    public override IMessageLog Messages { get; }

    sealed class All(IConversationStore inner) : ForwardingConversationStore(inner)
    {
        public override ValueTask<ConversationRecord?> FindAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) =>
            new(new ConversationRecord { ApplicationId = applicationId, Id = conversationId, Members = ["tom", "jerry"] });
    }

    sealed class None(IMessageLog inner) : ForwardingMessageLog(inner)
    {
        public override ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
            new(new AppendResult { Message = message });
    }
}
