using LeanRx.Server.Ownership.Internal;
using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Server.Tests.Support;

/// <summary>
/// Holds an engine to it that what belongs to a conversation is written by the store of its own slot alone: one who no longer owns the slot could be kept from
/// writing there, and nowhere else.
/// </summary>
sealed class OwnedStores(IMessageStore store) : IOwnership
{
    readonly IMessageStore?[] _bySlot = new IMessageStore?[Slots.Count];

    /// <summary>For what belongs to no conversation.</summary>
    public IMessageStore Shared { get; } = new SlotStore(store, null);

    public bool IsShared => false;

    public IMessageStore StoreOf(string applicationId, string conversationId)
    {
        ref var own = ref _bySlot[Slots.Of(applicationId, conversationId)];
        return own ??= new SlotStore(store, Slots.Of(applicationId, conversationId));
    }

    public bool IsTogether(string applicationId, string left, string right) => Slots.Of(applicationId, left) == Slots.Of(applicationId, right);

    public bool MayBeUntold(string applicationId, string conversationId, long storedAt) => false;

    public long? UntoldSince(string applicationId, string conversationId, TimeSpan now) => null;

    public bool Lose(SlotClaim claim) => false;

    public ValueTask<bool> LeadsAsync(string applicationId) => new(true);

    sealed class SlotStore(IMessageStore store, int? slot) : ForwardingStore(store)
    {
        public override IConversationStore Conversations { get; } = new OwnConversations(store.Conversations, slot);

        public override IMembershipStore Members { get; } = new OwnMembers(store.Members, slot);

        public override IMessageLog Messages { get; } = new OwnMessages(store.Messages, slot);

        public override ICursorStore Cursors { get; } = new OwnCursors(store.Cursors, slot);

        public override IReceiptStore Receipts { get; } = new OwnReceipts(store.Receipts, slot);

        public override IModerationStore Moderation { get; } = new OwnStandings(store.Moderation, slot);
    }

    static void Require(int? slot, string applicationId, string conversationId)
    {
        if (slot != Slots.Of(applicationId, conversationId))
            throw new InvalidOperationException($"{conversationId} of {applicationId} was written by {(slot is null ? "the shared store" : "another slot")}.");
    }

    sealed class OwnConversations(IConversationStore inner, int? slot) : ForwardingConversationStore(inner)
    {
        public override ValueTask SaveAsync(ConversationRecord conversation, CancellationToken cancellationToken = default)
        {
            Require(slot, conversation.ApplicationId, conversation.Id);
            return base.SaveAsync(conversation, cancellationToken);
        }

        public override ValueTask DeleteAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default)
        {
            Require(slot, applicationId, conversationId);
            return base.DeleteAsync(applicationId, conversationId, cancellationToken);
        }
    }

    sealed class OwnMembers(IMembershipStore inner, int? slot) : ForwardingMembershipStore(inner)
    {
        public override ValueTask AddAsync(ConversationRecord conversation, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default)
        {
            Require(slot, conversation.ApplicationId, conversation.Id);
            return base.AddAsync(conversation, clientIds, cancellationToken);
        }

        public override ValueTask RemoveAsync(ConversationRecord conversation, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default)
        {
            Require(slot, conversation.ApplicationId, conversation.Id);
            return base.RemoveAsync(conversation, clientIds, cancellationToken);
        }
    }

    sealed class OwnMessages(IMessageLog inner, int? slot) : ForwardingMessageLog(inner)
    {
        public override ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default)
        {
            Require(slot, message.ApplicationId, message.ConversationId);
            return base.AppendAsync(message, cancellationToken);
        }

        public override ValueTask UpdateAsync(StoredMessage message, CancellationToken cancellationToken = default)
        {
            Require(slot, message.ApplicationId, message.ConversationId);
            return base.UpdateAsync(message, cancellationToken);
        }

        public override ValueTask DeleteAsync(string applicationId, string conversationId, string messageId, CancellationToken cancellationToken = default)
        {
            Require(slot, applicationId, conversationId);
            return base.DeleteAsync(applicationId, conversationId, messageId, cancellationToken);
        }
    }

    sealed class OwnCursors(ICursorStore inner, int? slot) : ForwardingCursorStore(inner)
    {
        public override ValueTask SaveAsync(IReadOnlyList<MemberCursor> cursors, CancellationToken cancellationToken = default)
        {
            foreach (var cursor in cursors)
                Require(slot, cursor.ApplicationId, cursor.ConversationId);
            return base.SaveAsync(cursors, cancellationToken);
        }

        public override ValueTask DeleteAsync(string applicationId, string conversationId, IReadOnlyList<string> clientIds,
            CancellationToken cancellationToken = default)
        {
            Require(slot, applicationId, conversationId);
            return base.DeleteAsync(applicationId, conversationId, clientIds, cancellationToken);
        }
    }

    sealed class OwnReceipts(IReceiptStore inner, int? slot) : ForwardingReceiptStore(inner)
    {
        public override ValueTask AddAsync(IReadOnlyList<PendingReceipt> receipts, int keep, CancellationToken cancellationToken = default)
        {
            foreach (var receipt in receipts)
                Require(slot, receipt.ApplicationId, receipt.ConversationId);
            return base.AddAsync(receipts, keep, cancellationToken);
        }
    }

    sealed class OwnStandings(IModerationStore inner, int? slot) : ForwardingModerationStore(inner)
    {
        public override ValueTask SaveAsync(IReadOnlyList<MemberStanding> standings, CancellationToken cancellationToken = default)
        {
            foreach (var standing in standings)
                Require(slot, standing.ApplicationId, standing.ConversationId);
            return base.SaveAsync(standings, cancellationToken);
        }
    }
}
