using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Membership.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Signing.Internal;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.14
/// <summary><c>blacklist</c>: conversations block clients, and clients block conversations.</summary>
internal sealed class BlacklistCommands(EngineServices services, ConversationDirectories conversations)
{
    readonly ModerationListCommands _list = new(conversations, new BlockList(services));
    readonly ClientBlacklist _own = new(conversations);

    public ValueTask HandleAsync(ISeat session, BlacklistFrame frame)
    {
        Dispatch.Count(session, RateKind.Other, frame, frame.Operation);
        var isOwn = string.IsNullOrEmpty(frame.SourceConversationId);
        if (isOwn && frame.SourceClientId is { Length: > 0 } source && source != session.ClientId)
            throw new OperationRefusedException(ErrorCodes.ConversationOperationUnauthorized, "A client has its own block list only.");
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

    ValueTask ChangeAsync(ISeat session, BlacklistFrame frame, bool isBlocked)
    {
        var asked = Dispatch.NamedClients(session, frame.TargetClientIds, "toPids");
        return _list.ChangeAsync(
            session, frame, frame.SourceConversationId, asked, isBlocked, conversation => VerifySignature(session, frame, conversation.Id, asked, isBlocked),
            (allowed, failed) => new BlacklistFrame
            {
                Operation = isBlocked ? BlacklistOperations.Blocked : BlacklistOperations.Unblocked,
                SourceConversationId = frame.SourceConversationId,
                AllowedClientIds = allowed,
                FailedClientIds = failed,
            });
    }

    ValueTask QueryAsync(ISeat session, BlacklistFrame frame) => _list.QueryAsync(
        session, frame, frame.SourceConversationId, frame.Limit, frame.Next,
        page => new BlacklistFrame
        {
            Operation = BlacklistOperations.QueryResult,
            SourceConversationId = frame.SourceConversationId,
            BlockedClientIds = page.Ids,
            Next = page.Next,
        });

    ValueTask CheckAsync(ISeat session, BlacklistFrame frame) => _list.CheckAsync(
        session, frame, frame.SourceConversationId, Dispatch.NamedClients(session, frame.TargetClientIds, "toPids"),
        blocked => new BlacklistFrame
        {
            Operation = BlacklistOperations.CheckResult,
            SourceConversationId = frame.SourceConversationId,
            BlockedClientIds = blocked,
        });

    static void VerifySignature(ISeat session, BlacklistFrame frame, string conversationId, List<string> asked, bool isBlocked)
    {
        if (session.App.Options.RequireBlacklistSignature && !new SignatureVerifier(session.App)
            .IsMembers(frame.Signature, session.ClientId, conversationId, asked, isBlocked ? FrameSignatures.BlockClients : FrameSignatures.UnblockClients))
            throw new OperationRefusedException(ErrorCodes.BlacklistSignatureFailed, "Changing a block list needs a valid signature.");
    }
}
