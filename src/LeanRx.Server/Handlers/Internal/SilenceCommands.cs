using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Membership.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.9
/// <summary><c>conv/…-shutup</c>: who may not send.</summary>
internal sealed class SilenceCommands(ConversationDirectories conversations)
{
    public async ValueTask ChangeAsync(Session session, ConversationFrame frame, bool isSilenced)
    {
        var asked = Dispatch.NamedClients(session, frame.Members, "m");
        using var hold = await conversations.Of(session.App).EnterAloneAsync(frame.ConversationId).ConfigureAwait(false);
        var conversation = hold.Conversation;
        conversation.Require(session, Permission.SilenceMembers);
        session.App.Rates.Require(session.ClientId, RateKind.MemberChange, asked.Count, "members are changed a minute");
        var failures = new PartialFailures();
        conversation.Spare(session, Permission.SilenceMembers, asked, failures);
        if (isSilenced)
            failures.Add(ErrorCodes.SilencedMemberListFull, $"At most {StandingChanges.LimitOf(conversation)} are silenced here.",
                StandingChanges.TooManySilenced(conversation, failures.Rest(asked)));
        var allowed = failures.Rest(session, asked);
        await StandingChanges.SilenceAsync(conversation, allowed, isSilenced ? long.MaxValue : null).ConfigureAwait(false);
        session.Reply(frame, new ConversationFrame
        {
            Operation = isSilenced ? ConversationOperations.SilenceAdded : ConversationOperations.SilenceRemoved,
            ConversationId = conversation.Id,
            AllowedClientIds = allowed,
            FailedClientIds = failures.Errors,
        });
        MemberPushes.Silenced(conversation, session.ClientId, allowed, isSilenced);
    }

    public async ValueTask QueryAsync(Session session, ConversationFrame frame)
    {
        using var hold = await conversations.Of(session.App).EnterAsync(frame.ConversationId).ConfigureAwait(false);
        hold.Conversation.Require(session, Permission.ReadModeration);
        var page = IdPage.Of(hold.Conversation.Standings.Silenced, frame.Limit, frame.Next);
        session.Reply(frame,
            new ConversationFrame
            {
                Operation = ConversationOperations.SilenceResult,
                ConversationId = frame.ConversationId,
                Members = page.Ids,
                Next = page.Next
            });
    }

    public async ValueTask CheckAsync(Session session, ConversationFrame frame)
    {
        var asked = Dispatch.NamedClients(session, frame.Members, "m");
        using var hold = await conversations.Of(session.App).EnterAsync(frame.ConversationId).ConfigureAwait(false);
        hold.Conversation.Require(session, asked is [var only] && only == session.ClientId ? Permission.CheckModeration : Permission.ReadModeration);
        session.Reply(frame,
            new ConversationFrame
            {
                Operation = ConversationOperations.CheckResult,
                ConversationId = frame.ConversationId,
                Members = [.. asked.Where(hold.Conversation.Standings.IsSilenced)]
            });
    }
}
