using LeanRx.Protocol;
using LeanRx.Server.Columns.Internal;
using LeanRx.Server.Conversations.Internal;

namespace LeanRx.Server.Operations.Internal;

/// <summary>What a change of a conversation comes to, and whether it can be made. Used inside the gate.</summary>
internal static class ChangePlans
{
    /// <summary>Who comes and who goes as it is now.</summary>
    /// <exception cref="OperationRefusedException">It cannot be made.</exception>
    public static MemberMoves RequireMoves(Conversation conversation, ConversationChange change, bool concernsMembers)
    {
        var moves = MemberMoves.Of(change, conversation.Record!.Members);
        if (concernsMembers)
            RequireNewcomers(conversation, moves.Newcomers, moves.Leavers.Count);
        if (change.Columns is { } columns)
            ColumnChanges.Apply(conversation.Record!, columns, conversation.App.Services.Limits, out _);
        return moves;
    }

    /// <summary>Who is named, where something that is not done yet comes before.</summary>
    /// <exception cref="OperationRefusedException">4103.</exception>
    public static MemberMoves RequireNamed(Conversation conversation, ConversationChange change)
    {
        var named = MemberMoves.NamedIn(change, conversation.Record!.Members);
        SystemConversations.RequireClientIds(conversation.App.Services.Limits, named.Newcomers);
        return named;
    }

    static void RequireNewcomers(Conversation conversation, IReadOnlyList<string> newcomers, int leavers)
    {
        var limits = conversation.App.Services.Limits;
        SystemConversations.RequireMembers(conversation.Record!);
        SystemConversations.RequireClientIds(limits, newcomers);
        if (newcomers.Any(conversation.Standings.IsBlocked))
            throw new OperationRefusedException(ErrorCodes.BlockedByConv, "The conversation blocks one of these clients.");
        if (newcomers.Count > 0)
            SystemConversations.RequireRoom(limits, conversation.Record!, conversation.Record!.Members.Count - leavers + newcomers.Count);
    }
}
