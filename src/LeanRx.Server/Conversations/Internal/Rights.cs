using LeanRx.Protocol;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>What a client is in a conversation, and what the table of rules says of it. Used inside the gate.</summary>
internal static class Rights
{
    public static Party PartyOf(this Conversation conversation, ISeat session) =>
        PartyOf(conversation, session.ClientId, conversation.IsInRoom(session));

    public static Party PartyOf(this Conversation conversation, string clientId) =>
        PartyOf(conversation, clientId, conversation.Record!.IsTransient && conversation.Occupants.Has(clientId));

    public static bool Allows(this Conversation conversation, ISeat session, Permission permission) =>
        AccessRules.Of(permission).RefusalFor(conversation.PartyOf(session)) is null;

    public static bool Allows(this Conversation conversation, string clientId, Permission permission) =>
        AccessRules.Of(permission).RefusalFor(conversation.PartyOf(clientId)) is null;

    /// <exception cref="OperationRefusedException">The client may not; the code is the rule's.</exception>
    public static void Require(this Conversation conversation, ISeat session, Permission permission) => Require(conversation.PartyOf(session), permission);

    /// <exception cref="OperationRefusedException">The client may not; the code is the rule's.</exception>
    public static void Require(this Conversation conversation, string clientId, Permission permission) => Require(conversation.PartyOf(clientId), permission);

    /// <summary>Notes those to whom it cannot be done: owners, those above, oneself.</summary>
    public static void Spare(this Conversation conversation, ISeat session, Permission permission, IEnumerable<string> clientIds, PartialFailures failures)
    {
        var (rule, actor) = (AccessRules.Of(permission), conversation.PartyOf(session));
        foreach (var spared in clientIds.GroupBy(clientId => rule.RefusalOn(actor, conversation.Standings.RankOf(clientId), clientId == session.ClientId)))
            if (spared.Key is { } refusal)
                failures.Add(refusal.Code, refusal.Reason, spared);
    }

    /// <exception cref="OperationRefusedException">It cannot be done to this client.</exception>
    public static void RequireOn(this Conversation conversation, ISeat session, Permission permission, string clientId)
    {
        if (AccessRules.Of(permission)
            .RefusalOn(conversation.PartyOf(session), conversation.Standings.RankOf(clientId), clientId == session.ClientId) is { } refusal)
            throw new OperationRefusedException(refusal.Code, refusal.Reason);
    }

    static void Require(Party party, Permission permission)
    {
        if (AccessRules.Of(permission).RefusalFor(party) is { } refusal)
            throw new OperationRefusedException(refusal.Code, refusal.Reason);
    }

    static Party PartyOf(Conversation conversation, string clientId, bool isInRoom)
    {
        var (kind, standings) = (conversation.Record!.Kind, conversation.Standings);
        var rank = standings.RankOf(clientId);
        // The role of a chat room does not hang on being in it.
        var isIn = kind == ConversationKind.ChatRoom ? isInRoom || rank > Rank.Member : conversation.IsMember(clientId);
        return new Party(kind, isIn ? rank : Rank.Outsider, standings.IsSilenced(clientId), standings.IsBlocked(clientId), standings.Regime);
    }
}
