using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.9
/// <summary><c>conv/max-read</c>: how far the other members have come.</summary>
internal sealed class MaxReadCommand(ConversationDirectories conversations)
{
    public async ValueTask HandleAsync(ISeat session, ConversationFrame frame)
    {
        using var hold = await conversations.Of(session.App).EnterAsync(frame.ConversationId).ConfigureAwait(false);
        var conversation = hold.Conversation;
        conversation.Require(session, Permission.ReadReceipts);
        await conversation.Positions.LoadAsync().ConfigureAwait(false);
        var members = conversation.Record!.Members;
        var others = frame.TargetClientId is { } target
            ? members.Contains(target) ? [target] : []
            : members.Where(member => member != session.ClientId || frame.QueryAllMembers == true);
        var positions = others.Select(conversation.Positions.Of).ToList();
        var reply = new ConversationFrame { Operation = ConversationOperations.MaxRead, ConversationId = conversation.Id };
        session.Reply(frame, frame.QueryAllMembers == true
            ? reply with { ReadPositions = [.. positions.Select(it => new ReadPosition(it.ClientId, it.DeliveredAt, it.Read.Timestamp))] }
            : reply with
            {
                MaxAckTimestamp = positions.Select(it => (long?)it.DeliveredAt).Max(),
                MaxReadTimestamp = positions.Select(it => (long?)it.Read.Timestamp).Max()
            });
    }
}
