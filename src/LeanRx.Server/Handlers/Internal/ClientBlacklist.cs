using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Membership.Internal;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Signing.Internal;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.14, §7.5
/// <summary>The conversations that a client blocks, so that nobody adds it to them.</summary>
internal sealed class ClientBlacklist(IConversationPlaces places)
{
    /// <summary>At most so many conversations are changed by one frame.</summary>
    const int MaxAsked = 100;

    /// <summary>Whether a frame is about a client's own list, and not that of a conversation.</summary>
    public static bool Concerns(BlacklistFrame frame) => string.IsNullOrEmpty(frame.SourceConversationId);

    public ValueTask HandleAsync(Session session, BlacklistFrame frame)
    {
        if (frame.SourceClientId is { Length: > 0 } source && source != session.ClientId)
            throw new OperationRefusedException(ErrorCodes.ConversationOperationUnauthorized, "A client has its own block list only.");
        return frame.Operation switch
        {
            BlacklistOperations.Block or BlacklistOperations.Unblock => ChangeAsync(session, frame, frame.Operation == BlacklistOperations.Block),
            BlacklistOperations.Query => QueryAsync(session, frame),
            _ => throw CommandChecks.Unknown(frame, frame.Operation),
        };
    }

    async ValueTask ChangeAsync(Session session, BlacklistFrame frame, bool isBlocked)
    {
        var asked = NamedIds.Distinct(frame.TargetConversationIds);
        if (asked.Count is 0 or > MaxAsked)
            throw new OperationRefusedException(ErrorCodes.ConversationApiFailed, $"The field toCids names 1 to {MaxAsked} conversations.");
        if (session.App.Options.RequireBlacklistSignature
            && !asked.All(id => new SignatureVerifier(session.App)
            .IsMembers(frame.Signature, session.ClientId, id, [], isBlocked ? FrameSignatures.BlockConversations : FrameSignatures.UnblockConversations)))
            throw new OperationRefusedException(ErrorCodes.BlacklistSignatureFailed, "Changing a block list needs a valid signature.");
        List<string> allowed = [], missing = [];
        foreach (var id in asked)
            (await places.Of(session.App, id).RunAsync(session.App, new BlockConversation(id, session.ClientId, isBlocked)).ConfigureAwait(false)
                ? allowed : missing).Add(id);
        var failures = new PartialFailures();
        foreach (var group in missing.GroupBy(id => TemporaryConversations.CodeOfMissing(id)))
            failures.Add(group.Key, "There is no such conversation.", group);
        session.Reply(frame, new BlacklistFrame
        {
            Operation = isBlocked ? BlacklistOperations.Blocked : BlacklistOperations.Unblocked,
            SourceClientId = session.ClientId,
            TargetConversationIds = failures.Rest(session, allowed),
            FailedClientIds = failures.Errors,
        });
    }

    static async ValueTask QueryAsync(Session session, BlacklistFrame frame)
    {
        var page = await PageAsync(session.App, session.ClientId, frame.Limit, frame.Next).ConfigureAwait(false);
        session.Reply(frame,
            new BlacklistFrame
            {
                Operation = BlacklistOperations.QueryResult,
                SourceClientId = session.ClientId,
                BlockedConversationIds = page.Ids,
                Next = page.Next
            });
    }

    /// <summary>The conversations that a client blocks, by id.</summary>
    public static async ValueTask<IdPage> PageAsync(Application app, string clientId, int? limit, string? next)
    {
        var standings = await app.Services.Store.Moderation.FindByClientAsync(app.Id, clientId).ConfigureAwait(false);
        return IdPage.Of(standings.Where(standing => standing.BlocksConversation).Select(standing => standing.ConversationId), limit, next);
    }
}
