using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Membership.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Signing.Internal;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.14
/// <summary><c>blacklist</c>: conversations block clients.</summary>
internal sealed class BlacklistCommands(EngineServices services, ConversationDirectories conversations)
{
    readonly ModerationListCommands _list = new(conversations, new BlockList(services));

    public ValueTask HandleAsync(ISeat session, BlacklistFrame frame) => frame.Operation switch
    {
        BlacklistOperations.Block or BlacklistOperations.Unblock => ChangeAsync(session, frame, frame.Operation == BlacklistOperations.Block),
        BlacklistOperations.Query => QueryAsync(session, frame),
        BlacklistOperations.CheckBlock => CheckAsync(session, frame),
        _ => throw CommandChecks.Unknown(frame, frame.Operation),
    };

    ValueTask ChangeAsync(ISeat session, BlacklistFrame frame, bool isBlocked)
    {
        var asked = NamedIds.RequireClients(session, frame.TargetClientIds, "toPids");
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
        session, frame, frame.SourceConversationId, NamedIds.RequireClients(session, frame.TargetClientIds, "toPids"),
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
