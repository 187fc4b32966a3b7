using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Membership.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Handlers.Internal;

/// <summary>What a client does with one of the lists of a conversation. How its frames are shaped is said by those who call.</summary>
internal sealed class ModerationListCommands(ConversationDirectories conversations, ModerationList list)
{
    /// <param name="check">What else has to hold, or throws.</param>
    /// <param name="answer">Makes the answer of those with whom it was done, and of the failures.</param>
    public async ValueTask ChangeAsync(ISeat session, Frame frame, string? conversationId, IReadOnlyList<string> asked, bool isListed,
        Action<Conversation> check, Func<IReadOnlyList<string>, IReadOnlyList<OperationError>?, Frame> answer)
    {
        using var hold = await conversations.Of(session.App).EnterAloneAsync(conversationId).ConfigureAwait(false);
        var conversation = hold.Conversation;
        check(conversation);
        conversation.Require(session, list.Permission);
        session.App.Rates.Require(session.ClientId, RateKind.MemberChange, asked.Count, "members are changed a minute");
        var failures = new PartialFailures();
        conversation.Spare(session, list.Permission, asked, failures);
        if (isListed)
            failures.Add(list.FullCode, list.FullReason(conversation), list.TooMany(conversation, failures.Rest(asked)));
        var allowed = failures.Rest(session, asked);
        var leavers = await list.ChangeAsync(conversation, allowed, isListed).ConfigureAwait(false);
        session.Reply(frame, answer(allowed, failures.Errors));
        list.Tell(conversation, session.ClientId, allowed, leavers, isListed);
    }

    /// <summary>Answers with a page of the list.</summary>
    public async ValueTask QueryAsync(ISeat session, Frame frame, string? conversationId, int? limit, string? next, Func<IdPage, Frame> answer)
    {
        using var hold = await conversations.Of(session.App).EnterAsync(conversationId).ConfigureAwait(false);
        hold.Conversation.Require(session, Permission.ReadModeration);
        session.Reply(frame, answer(IdPage.Of(list.Of(hold.Conversation), limit, next)));
    }

    /// <summary>Answers with those of some clients that are in the list. Of itself a client may ask always.</summary>
    public async ValueTask CheckAsync(ISeat session, Frame frame, string? conversationId, IReadOnlyList<string> asked,
        Func<IReadOnlyList<string>, Frame> answer)
    {
        using var hold = await conversations.Of(session.App).EnterAsync(conversationId).ConfigureAwait(false);
        hold.Conversation.Require(session, asked is [var only] && only == session.ClientId ? Permission.CheckModeration : Permission.ReadModeration);
        session.Reply(frame, answer([.. asked.Where(clientId => list.Has(hold.Conversation, clientId))]));
    }
}
