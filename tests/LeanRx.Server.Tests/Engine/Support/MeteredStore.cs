using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Server.Tests.Support;

/// <summary>Counts what is read of a store.</summary>
sealed class MeteredStore : ForwardingStore
{
    public MeteredStore(IMessageStore inner) : base(inner) =>
        (Conversations, Messages, Cursors) =
            (new MeteredConversations(inner.Conversations, this), new MeteredMessages(inner.Messages, this), new MeteredCursors(inner.Cursors, this));

    public override IConversationStore Conversations { get; }

    public override IMessageLog Messages { get; }

    public override ICursorStore Cursors { get; }

    /// <summary>Conversations that were read whole.</summary>
    public int ConversationsRead { get; private set; }

    /// <summary>Messages that were read whole.</summary>
    public int MessagesRead { get; private set; }

    /// <summary>Conversations that were named as having something unread.</summary>
    public int UnreadRead { get; private set; }

    /// <summary>Cursors that were looked for by their client.</summary>
    public int CursorsRead { get; private set; }

    /// <summary>Begins to count anew.</summary>
    public void Reset() => (ConversationsRead, MessagesRead, UnreadRead, CursorsRead) = (0, 0, 0, 0);

    sealed class MeteredConversations(IConversationStore inner, MeteredStore meter) : ForwardingConversationStore(inner)
    {
        public override async ValueTask<ConversationRecord?> FindAsync(string applicationId, string conversationId,
            CancellationToken cancellationToken = default)
        {
            var found = await base.FindAsync(applicationId, conversationId, cancellationToken);
            meter.ConversationsRead += found is null ? 0 : 1;
            return found;
        }

        public override async ValueTask<IReadOnlyList<MemberConversation>> FindUnreadByMemberAsync(string applicationId, string clientId, bool byDelivery,
            long? readSinceMilliseconds, long aliveAtMilliseconds, int limit, CancellationToken cancellationToken = default)
        {
            var found = await base.FindUnreadByMemberAsync(applicationId, clientId, byDelivery, readSinceMilliseconds, aliveAtMilliseconds, limit,
                cancellationToken);
            meter.UnreadRead += found.Count;
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

    sealed class MeteredCursors(ICursorStore inner, MeteredStore meter) : ForwardingCursorStore(inner)
    {
        public override async ValueTask<IReadOnlyList<MemberCursor>> FindByClientAsync(string applicationId, string clientId,
            CancellationToken cancellationToken = default)
        {
            var found = await base.FindByClientAsync(applicationId, clientId, cancellationToken);
            meter.CursorsRead += found.Count;
            return found;
        }

        public override async ValueTask<IReadOnlyList<MemberCursor>> FindByGuestAsync(string applicationId, string clientId,
            CancellationToken cancellationToken = default)
        {
            var found = await base.FindByGuestAsync(applicationId, clientId, cancellationToken);
            meter.CursorsRead += found.Count;
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
