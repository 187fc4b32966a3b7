using LeanRx.Server.Conversations.Internal;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Which of some clients are members whom it would mute, or no longer; of null all who are named, once.</summary>
internal sealed record PlanMute(string ConversationId, IReadOnlyList<string> ClientIds, bool? IsMuted)
    : ExclusiveOperation<IReadOnlyList<string>>(ConversationId)
{
    /// <summary>The same inside the gate.</summary>
    /// <exception cref="OperationRefusedException">4312, 4323: it has no members that could be.</exception>
    public static List<string> Of(Conversation conversation, IReadOnlyList<string> clientIds, bool? isMuted)
    {
        var record = conversation.Record!;
        SystemConversations.RequireMembers(record);
        return [.. clientIds.Distinct(StringComparer.Ordinal)
            .Where(clientId => isMuted is null || (conversation.IsMember(clientId) && record.Muted.Contains(clientId) != isMuted))];
    }

    protected override ValueTask<IReadOnlyList<string>> RunAsync(Conversation conversation) => new(Of(conversation, ClientIds, IsMuted));
}
