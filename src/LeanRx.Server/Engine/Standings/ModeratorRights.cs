using LeanRx.Protocol;

namespace LeanRx.Server.Internal;

/// <summary>Who may change the standing of whom (protocol.md §7.5).</summary>
internal static class ModeratorRights
{
    /// <summary>Owners and managers only, and in conversations that have roles.</summary>
    /// <exception cref="CommandRefusedException">4314, 4317 or 4320.</exception>
    public static void Require(Conversation conversation, Session session)
    {
        RequirePart(conversation, session);
        if (conversation.Standings.RankOf(session.ClientId) == 0)
            throw new CommandRefusedException(ErrorCodes.ConversationOperationUnauthorized, "Only the owner and managers may do this.");
    }

    /// <summary>Members only; in a chat room, anybody.</summary>
    /// <exception cref="CommandRefusedException">4314 or 4317.</exception>
    public static void RequirePart(Conversation conversation, Session session)
    {
        if (conversation.Record!.IsTemporary)
            throw new CommandRefusedException(ErrorCodes.NormalConversationRequired, "Temporary conversations know no roles, no silence and no blocks.");
        if (conversation.Record is { IsTransient: false } && !conversation.IsMember(session.ClientId))
            throw new CommandRefusedException(ErrorCodes.ConversationMembershipRequired, "Only members may do this.");
    }

    /// <summary>Notes those who stand higher than the session: nothing is done to them.</summary>
    public static void SpareHigher(Conversation conversation, Session session, IEnumerable<string> clientIds, PartialFailures failures)
    {
        var rank = conversation.Standings.RankOf(session.ClientId);
        failures.Add(ErrorCodes.ConversationOperationUnauthorized, "Nothing is done to those with a higher role.", clientIds.Where(clientId => conversation.Standings.RankOf(clientId) > rank));
    }
}
