using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.8; S64
/// <summary><c>conv/mute</c> and <c>conv/unmute</c>: a member silences push notifications; delivery goes on.</summary>
internal sealed class MuteCommand(EngineServices services, ConversationDirectories conversations)
{
    public async ValueTask HandleAsync(Session session, ConversationFrame frame, bool isMuted)
    {
        if (session.App.Hooks.Asks(HookPoints.ConversationUpdating))
            isMuted = await ApprovedAsync(session, frame, isMuted).ConfigureAwait(false);
        using var hold = await conversations.Of(session.App).EnterAloneAsync(frame.ConversationId).ConfigureAwait(false);
        var conversation = hold.Conversation;
        var record = conversation.Record!;
        conversation.Require(session, Permission.MuteConversation);
        var isChange = record.Muted.Contains(session.ClientId) != isMuted;
        if (isChange)
        {
            var muted = isMuted ? record.Muted.AddRange([session.ClientId]) : record.Muted.RemoveRange([session.ClientId]);
            await conversation.SaveAsync(record with { Muted = muted }).ConfigureAwait(false);
        }
        session.Reply(frame,
            new ConversationFrame
            {
                Operation = ConversationOperations.Updated,
                ConversationId = conversation.Id,
                UpdatedAt = EngineClock.Iso(conversation.Record!.UpdatedAt),
                IsMuted = isMuted
            });
        if (isChange)
            MemberPushes.Muted(conversation, [session.ClientId], isMuted, author: session);
    }

    async ValueTask<bool> ApprovedAsync(Session session, ConversationFrame frame, bool isMuted)
    {
        using (var hold = await conversations.Of(session.App).EnterAloneAsync(frame.ConversationId).ConfigureAwait(false))
        {
            hold.Conversation.Require(session, Permission.MuteConversation);
            if (hold.Conversation.Record!.Muted.Contains(session.ClientId) == isMuted)
                return isMuted;
        }
        var approved = await session.App.Hooks.ApproveAsync(new ConversationUpdating
        {
            ApplicationId = session.App.Id,
            ConversationId = frame.ConversationId!,
            InitiatedBy = session.ClientId,
            IsMuted = isMuted,
            ClientIds = [session.ClientId],
            At = services.Clock.NowAsDate,
        }).ConfigureAwait(false);
        return approved.IsMuted ?? isMuted;
    }
}
