using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Memberships in SQLite.</summary>
sealed class SqliteMembershipStore(WriteQueue writes) : IMembershipStore
{
    public ValueTask AddAsync(ConversationRecord conversation, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default)
    {
        string[] given = [.. clientIds];
        return writes.RunAsync(
            connection =>
            {
                ConversationTable.SaveColumns(connection, conversation);
                MemberTable.Add(connection, conversation, given);
            },
            cancellationToken);
    }

    public ValueTask RemoveAsync(ConversationRecord conversation, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default)
    {
        string[] given = [.. clientIds];
        return writes.RunAsync(
            connection =>
            {
                ConversationTable.SaveColumns(connection, conversation);
                MemberTable.Remove(connection, conversation, given);
            },
            cancellationToken);
    }

    public ValueTask ReplaceAsync(ConversationRecord conversation, CancellationToken cancellationToken = default) => writes.RunAsync(
        connection =>
        {
            ConversationTable.SaveColumns(connection, conversation);
            MemberTable.Delete(connection, conversation.ApplicationId, conversation.Id);
            MemberTable.Add(connection, conversation, conversation.Members);
        },
        cancellationToken);
}
