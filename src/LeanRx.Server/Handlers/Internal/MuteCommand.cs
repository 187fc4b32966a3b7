using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Interception.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.8; S64
/// <summary><c>conv/mute</c> and <c>conv/unmute</c>: a member silences push notifications; delivery goes on.</summary>
internal sealed class MuteCommand(EngineServices services, ConversationDirectories conversations)
{
    public ValueTask HandleAsync(ISeat session, ConversationFrame frame, bool isMuted) => !session.App.Hooks.Asks(HookPoints.ConversationUpdating)
        ? MuteAsync(session, frame, isMuted, isApproved: true)
        : session.App.Hooks.ClientLine.RunAsync(session, [frame.ConversationId], place => ApprovedAsync(session, frame, isMuted, place),
            approved => MuteAsync(session, frame, approved ?? isMuted, approved is not null));

    async ValueTask MuteAsync(ISeat session, ConversationFrame frame, bool isMuted, bool isApproved)
    {
        using var hold = await conversations.Of(session.App).EnterAloneAsync(frame.ConversationId).ConfigureAwait(false);
        var conversation = hold.Conversation;
        var record = conversation.Record!;
        conversation.Require(session, Permission.MuteConversation);
        var isChange = isApproved && record.Muted.Contains(session.ClientId) != isMuted;
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

    /// <summary>Null when it would change nothing, so that nobody was asked.</summary>
    async ValueTask<bool?> ApprovedAsync(ISeat session, ConversationFrame frame, bool isMuted, HookPlace place)
    {
        using (var hold = await conversations.Of(session.App).EnterAloneAsync(frame.ConversationId).ConfigureAwait(false))
        {
            if (!place.IsBehindOwn)
                hold.Conversation.Require(session, Permission.MuteConversation);
            if (!place.IsBehind && hold.Conversation.Record!.Muted.Contains(session.ClientId) == isMuted)
                return null;
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
