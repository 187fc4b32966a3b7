using LeanRx.Server;
using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>Who takes over a slot sets its cursors back to what it knew before.</summary>
sealed class CursorsMoveBack : ClusterDefect
{
    public override string FoundBy => "law 15";

    public override IMessageStore Change(IMessageStore store) => new Store((IFencedStore)store, []);

    sealed class Store(IFencedStore inner, Dictionary<(string, string), MemberCursor> before) : ForwardingFencedStore(inner)
    {
        public override IMessageStore OfClaim(SlotClaim claim) => new Claimed(base.OfClaim(claim), before);
    }

    sealed class Claimed(IMessageStore inner, Dictionary<(string, string), MemberCursor> before) : ForwardingStore(inner)
    {
        public override ICursorStore Cursors { get; } = new Old(inner.Cursors, before);
    }

    /// <summary>What is read is what was saved the time before.</summary>
    sealed class Old(ICursorStore inner, Dictionary<(string, string), MemberCursor> before) : ForwardingCursorStore(inner)
    {
        public override async ValueTask SaveAsync(IReadOnlyList<MemberCursor> cursors, CancellationToken cancellationToken = default)
        {
            foreach (var conversation in cursors.GroupBy(static cursor => (cursor.ApplicationId, cursor.ConversationId)))
                foreach (var known in await Inner.FindByConversationAsync(conversation.Key.ApplicationId, conversation.Key.ConversationId, cancellationToken))
                    if (conversation.Any(cursor => cursor.ClientId == known.ClientId))
                        before[(known.ConversationId, known.ClientId)] = known;
            await base.SaveAsync(cursors, cancellationToken);
        }

        public override async ValueTask<IReadOnlyList<MemberCursor>> FindByConversationAsync(string applicationId, string conversationId,
            CancellationToken cancellationToken = default) =>
        [
            .. (await base.FindByConversationAsync(applicationId, conversationId, cancellationToken))
                .Select(cursor => before.GetValueOrDefault((cursor.ConversationId, cursor.ClientId)) ?? cursor),
        ];
    }
}
