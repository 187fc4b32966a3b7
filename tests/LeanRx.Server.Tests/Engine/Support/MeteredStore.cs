using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Server.Tests.Support;

/// <summary>Counts the conversations and messages that are read of a store, and what is written.</summary>
sealed class MeteredStore : ForwardingStore
{
    public MeteredStore(IMessageStore inner) : base(inner) =>
        (Conversations, Messages) = (new MeteredConversations(inner.Conversations, this), new MeteredMessages(inner.Messages, this));

    public override IConversationStore Conversations { get; }

    public override IMessageLog Messages { get; }

    /// <summary>Conversations that were read whole.</summary>
    public int ConversationsRead { get; private set; }

    /// <summary>Messages that were read whole.</summary>
    public int MessagesRead { get; private set; }

    /// <summary>Begins to count anew.</summary>
    public void Reset() => (ConversationsRead, MessagesRead) = (0, 0);

    sealed class MeteredConversations(IConversationStore inner, MeteredStore meter) : ForwardingConversationStore(inner)
    {
        public override async ValueTask<ConversationRecord?> FindAsync(string applicationId, string conversationId,
            CancellationToken cancellationToken = default)
        {
            var found = await base.FindAsync(applicationId, conversationId, cancellationToken);
            meter.ConversationsRead += found is null ? 0 : 1;
            return found;
        }

        public override async ValueTask<IReadOnlyList<ConversationRecord>> QueryAsync(ConversationStoreQuery query,
            CancellationToken cancellationToken = default)
        {
            var found = await base.QueryAsync(query, cancellationToken);
            meter.ConversationsRead += found.Count;
            return found;
        }
    }

    sealed class MeteredMessages(IMessageLog inner, MeteredStore meter) : ForwardingMessageLog(inner)
    {
        public override async ValueTask<IReadOnlyList<StoredMessage>> ReadHistoryAsync(HistoryQuery query, CancellationToken cancellationToken = default)
        {
            var page = await base.ReadHistoryAsync(query, cancellationToken);
            meter.MessagesRead += page.Count;
            return page;
        }

        public override async ValueTask<UnreadMessages> FindUnreadAsync(string applicationId, string conversationId, string clientId, HistoryBound after,
            int limit, CancellationToken cancellationToken = default)
        {
            var unread = await base.FindUnreadAsync(applicationId, conversationId, clientId, after, limit, cancellationToken);
            meter.MessagesRead += unread.Last is null ? 0 : 1;
            return unread;
        }
    }
}
