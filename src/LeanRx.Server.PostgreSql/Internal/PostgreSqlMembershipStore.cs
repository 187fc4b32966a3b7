using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Memberships in PostgreSQL.</summary>
sealed class PostgreSqlMembershipStore(Writes writes) : IMembershipStore
{
    public ValueTask AddAsync(ConversationRecord conversation, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default)
    {
        string[] given = [.. clientIds];
        return writes.To(conversation.ApplicationId, conversation.Id).RunAsync(
            batch =>
            {
                ConversationTable.SaveColumns(batch, conversation);
                MemberTable.Add(batch, conversation, given);
            },
            cancellationToken);
    }

    public ValueTask RemoveAsync(ConversationRecord conversation, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default)
    {
        string[] given = [.. clientIds];
        return writes.To(conversation.ApplicationId, conversation.Id).RunAsync(
            batch =>
            {
                ConversationTable.SaveColumns(batch, conversation);
                MemberTable.Remove(batch, conversation, given);
            },
            cancellationToken);
    }

    public ValueTask ReplaceAsync(ConversationRecord conversation, CancellationToken cancellationToken = default) =>
        writes.To(conversation.ApplicationId, conversation.Id).RunAsync(
            batch =>
            {
                ConversationTable.SaveColumns(batch, conversation);
                MemberTable.Delete(batch, conversation.ApplicationId, conversation.Id);
                MemberTable.Add(batch, conversation, conversation.Members);
            },
            cancellationToken);
}
