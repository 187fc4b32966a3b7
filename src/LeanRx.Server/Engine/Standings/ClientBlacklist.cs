using LeanRx.Protocol;

namespace LeanRx.Server.Internal;

/// <summary>The conversations that a client blocks, so that nobody adds it to them (protocol.md §4.14, §7.5).</summary>
internal sealed class ClientBlacklist(EngineServices services)
{
    /// <summary>At most so many conversations are changed by one frame.</summary>
    const int MaxAsked = 100;

    public async ValueTask ChangeAsync(Session session, BlacklistFrame frame, bool isBlocked)
    {
        var asked = Dispatch.Distinct(frame.TargetConversationIds);
        if (asked.Count is 0 or > MaxAsked)
            throw new CommandRefusedException(ErrorCodes.ConversationApiFailed, $"The field toCids names 1 to {MaxAsked} conversations.");
        if (session.App.Options.RequireBlacklistSignature && !asked.All(id => new SignatureVerifier(session.App).IsMembers(frame.Signature, session.ClientId, id, [], isBlocked ? Signatures.BlockConversations : Signatures.UnblockConversations)))
            throw new CommandRefusedException(ErrorCodes.BlacklistSignatureFailed, "Changing a block list needs a valid signature.");
        List<string> allowed = [], missing = [];
        foreach (var id in asked)
            (await TryChangeAsync(session, id, isBlocked).ConfigureAwait(false) ? allowed : missing).Add(id);
        var failures = new PartialFailures();
        failures.Add(ErrorCodes.ConversationNotFound, "There is no such conversation.", missing);
        session.Reply(frame, new BlacklistFrame
        {
            Operation = isBlocked ? BlacklistOperations.Blocked : BlacklistOperations.Unblocked,
            SourceClientId = session.ClientId,
            TargetConversationIds = failures.Rest(session, allowed),
            FailedClientIds = failures.Errors,
        });
    }

    public async ValueTask QueryAsync(Session session, BlacklistFrame frame)
    {
        var standings = await services.Store.FindClientStandingsAsync(session.App.Id, session.ClientId).ConfigureAwait(false);
        var page = IdPage.Of(standings.Where(standing => standing.BlocksConversation).Select(standing => standing.ConversationId), frame.Limit, frame.Next);
        session.Reply(frame, new BlacklistFrame { Operation = BlacklistOperations.QueryResult, SourceClientId = session.ClientId, BlockedConversationIds = page.Ids, Next = page.Next });
    }

    static async ValueTask<bool> TryChangeAsync(Session session, string conversationId, bool isBlocked)
    {
        using var hold = await session.App.Conversations.TryEnterAsync(conversationId).ConfigureAwait(false);
        if (hold.Conversation is not { } conversation)
            return false;
        await conversation.Standings.SaveAsync([conversation.Standings.Of(session.ClientId) with { BlocksConversation = isBlocked }]).ConfigureAwait(false);
        return true;
    }
}
