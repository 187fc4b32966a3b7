using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Memberships in SQLite.</summary>
sealed class SqliteMembershipStore(WriteQueue writes) : IMembershipStore
{
    public ValueTask AddAsync(ConversationRecord conversation, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default)
    {
        string[] given = [.. clientIds];
        return writes.RunAsync(
            session =>
            {
                ConversationTable.SaveColumns(session, conversation);
                MemberTable.Add(session, conversation, given);
            },
            cancellationToken);
    }

    public ValueTask RemoveAsync(ConversationRecord conversation, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default)
    {
        string[] given = [.. clientIds];
        return writes.RunAsync(
            session =>
            {
                ConversationTable.SaveColumns(session, conversation);
                MemberTable.Remove(session, conversation, given);
            },
            cancellationToken);
    }

    public ValueTask ReplaceAsync(ConversationRecord conversation, CancellationToken cancellationToken = default) => writes.RunAsync(
        session =>
        {
            ConversationTable.SaveColumns(session, conversation);
            MemberTable.Delete(session, conversation.ApplicationId, conversation.Id);
            MemberTable.Add(session, conversation, conversation.Members);
        },
        cancellationToken);
}
