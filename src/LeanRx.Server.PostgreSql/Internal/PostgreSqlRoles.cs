using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>All that a store keeps, for the writes of a claim or for those of none.</summary>
sealed class PostgreSqlRoles(PostgreSqlMessageStore store, Readers readers, Writes writes) : IMessageStore
{
    public IConversationStore Conversations { get; } = new PostgreSqlConversationStore(readers, writes);

    public IMembershipStore Members { get; } = new PostgreSqlMembershipStore(writes);

    public IMessageLog Messages { get; } = new PostgreSqlMessageLog(readers, writes);

    public ICursorStore Cursors { get; } = new PostgreSqlCursorStore(readers, writes);

    public IReceiptStore Receipts { get; } = new PostgreSqlReceiptStore(writes);

    public IModerationStore Moderation { get; } = new PostgreSqlModerationStore(readers, writes);

    public INotificationStore Notifications { get; } = new PostgreSqlNotificationStore(readers, writes);

    public IDeviceStore Devices { get; } = new PostgreSqlDeviceStore(readers, writes);

    public ValueTask<ReadOnlyMemory<byte>> GetSecretAsync(CancellationToken cancellationToken = default) => store.GetSecretAsync(cancellationToken);

    public ValueTask CheckAsync(CancellationToken cancellationToken = default) => store.CheckAsync(cancellationToken);

    public ValueTask DisposeAsync() => default;
}
