using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Membership.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Signing.Internal;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.14
/// <summary><c>blacklist</c>: conversations block clients, and clients block conversations.</summary>
internal sealed class BlacklistCommands(EngineServices services, ConversationDirectories conversations)
{
    readonly StandingChanges _changes = new(services);
    readonly ClientBlacklist _own = new(conversations);

    public ValueTask HandleAsync(Session session, BlacklistFrame frame)
    {
        Dispatch.Count(session, RateKind.Other, frame, frame.Operation);
        var isOwn = string.IsNullOrEmpty(frame.SourceConversationId);
        if (isOwn && frame.SourceClientId is { Length: > 0 } source && source != session.ClientId)
            throw new CommandRefusedException(ErrorCodes.ConversationOperationUnauthorized, "A client has its own block list only.");
        return (frame.Operation, isOwn) switch
        {
            (BlacklistOperations.Block or BlacklistOperations.Unblock, false) => ChangeAsync(session, frame, frame.Operation == BlacklistOperations.Block),
            (BlacklistOperations.Query, false) => QueryAsync(session, frame),
            (BlacklistOperations.CheckBlock, false) => CheckAsync(session, frame),
            (BlacklistOperations.Block or BlacklistOperations.Unblock, true) =>
                _own.ChangeAsync(session, frame, frame.Operation == BlacklistOperations.Block),
            (BlacklistOperations.Query, true) => ClientBlacklist.QueryAsync(session, frame),
            _ => throw Dispatch.Unknown(frame, frame.Operation),
        };
    }

    async ValueTask ChangeAsync(Session session, BlacklistFrame frame, bool isBlocked)
    {
        var asked = Dispatch.NamedClients(session, frame.TargetClientIds, "toPids");
        using var hold = await conversations.Of(session.App).EnterAloneAsync(frame.SourceConversationId).ConfigureAwait(false);
        var conversation = hold.Conversation;
        if (session.App.Options.RequireBlacklistSignature && !new SignatureVerifier(session.App)
            .IsMembers(frame.Signature, session.ClientId, conversation.Id, asked, isBlocked ? Signatures.BlockClients : Signatures.UnblockClients))
            throw new CommandRefusedException(ErrorCodes.BlacklistSignatureFailed, "Changing a block list needs a valid signature.");
        conversation.Require(session, Permission.BlockMembers);
        session.App.Rates.Require(session.ClientId, RateKind.MemberChange, asked.Count, "members are changed a minute");
        var failures = new PartialFailures();
        conversation.Spare(session, Permission.BlockMembers, asked, failures);
        if (isBlocked)
            failures.Add(ErrorCodes.BlacklistFull, $"At most {StandingChanges.LimitOf(conversation)} are blocked here.",
                StandingChanges.TooManyBlocked(conversation, failures.Rest(asked)));
        var allowed = failures.Rest(session, asked);
        var leavers = await _changes.BlockAsync(conversation, allowed, isBlocked).ConfigureAwait(false);
        session.Reply(frame, new BlacklistFrame
        {
            Operation = isBlocked ? BlacklistOperations.Blocked : BlacklistOperations.Unblocked,
            SourceConversationId = conversation.Id,
            AllowedClientIds = allowed,
            FailedClientIds = failures.Errors,
        });
        MemberPushes.Blocked(conversation, session.ClientId, allowed, isBlocked);
        if (leavers.Count > 0)
            MemberPushes.Left(conversation, session.ClientId, leavers);
    }

    async ValueTask QueryAsync(Session session, BlacklistFrame frame)
    {
        using var hold = await conversations.Of(session.App).EnterAsync(frame.SourceConversationId).ConfigureAwait(false);
        hold.Conversation.Require(session, Permission.ReadModeration);
        var page = IdPage.Of(hold.Conversation.Standings.Blocked, frame.Limit, frame.Next);
        session.Reply(frame,
            new BlacklistFrame
            {
                Operation = BlacklistOperations.QueryResult,
                SourceConversationId = frame.SourceConversationId,
                BlockedClientIds = page.Ids,
                Next = page.Next
            });
    }

    async ValueTask CheckAsync(Session session, BlacklistFrame frame)
    {
        var asked = Dispatch.NamedClients(session, frame.TargetClientIds, "toPids");
        using var hold = await conversations.Of(session.App).EnterAsync(frame.SourceConversationId).ConfigureAwait(false);
        hold.Conversation.Require(session, asked is [var only] && only == session.ClientId ? Permission.CheckModeration : Permission.ReadModeration);
        session.Reply(frame,
            new BlacklistFrame
            {
                Operation = BlacklistOperations.CheckResult,
                SourceConversationId = frame.SourceConversationId,
                BlockedClientIds = [.. asked.Where(hold.Conversation.Standings.IsBlocked)]
            });
    }
}
