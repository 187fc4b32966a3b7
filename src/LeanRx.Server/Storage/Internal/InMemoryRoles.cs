namespace LeanRx.Server.Storage.Internal;

/// <summary>All that a store in memory keeps, for the writes of a claim or for those of none.</summary>
sealed class InMemoryRoles(InMemoryMessageStore store, Func<string, InMemoryApplication> app, InMemoryWrites writes) : IMessageStore
{
    public IConversationStore Conversations { get; } = new InMemoryConversationStore(app, writes);

    public IMembershipStore Members { get; } = new InMemoryMembershipStore(app, writes);

    public IMessageLog Messages { get; } = new InMemoryMessageLog(app, writes);

    public ICursorStore Cursors { get; } = new InMemoryCursorStore(app, writes);

    public IReceiptStore Receipts { get; } = new InMemoryReceiptStore(app, writes);

    public IModerationStore Moderation { get; } = new InMemoryModerationStore(app, writes);

    public INotificationStore Notifications { get; } = new InMemoryNotificationStore(app, writes);

    public IDeviceStore Devices { get; } = new InMemoryDeviceStore(app, writes);

    public ValueTask<ReadOnlyMemory<byte>> GetSecretAsync(CancellationToken cancellationToken = default) => store.GetSecretAsync(cancellationToken);

    public ValueTask CheckAsync(CancellationToken cancellationToken = default) => store.CheckAsync(cancellationToken);

    public ValueTask DisposeAsync() => default;
}
