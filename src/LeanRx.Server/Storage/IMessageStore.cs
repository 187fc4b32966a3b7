namespace LeanRx.Server.Storage;

/// <summary>Everything that a server keeps, by role.</summary>
/// <remarks>
/// <para>Every method may be called from any thread. A call that has completed successfully is durable in a durable store.</para>
/// <para>Writes take effect in the order in which they are called, across all roles, and complete in that order. A read sees every write that has completed; it
/// may or may not see one that is still in progress. The engine calls <see cref="IMessageLog.AppendAsync"/> many times before the first call has completed, so
/// that a durable store can commit them together.</para>
/// <para>Times are milliseconds since 1970-01-01 UTC, and ids are compared ordinally. A method whose token is canceled before it begins does nothing.</para>
/// </remarks>
public interface IMessageStore : IAsyncDisposable
{
    /// <summary>The conversations.</summary>
    IConversationStore Conversations { get; }

    /// <summary>Who is a member of which conversation.</summary>
    IMembershipStore Members { get; }

    /// <summary>The messages.</summary>
    IMessageLog Messages { get; }

    /// <summary>How far each client has received and read.</summary>
    ICursorStore Cursors { get; }

    /// <summary>Receipts for senders who are offline.</summary>
    IReceiptStore Receipts { get; }

    /// <summary>Roles, silence, blocks and kicks.</summary>
    IModerationStore Moderation { get; }

    /// <summary>Pushes that clients fetch after a reconnect.</summary>
    INotificationStore Notifications { get; }

    /// <summary>The devices that push notifications are sent to.</summary>
    IDeviceStore Devices { get; }

    /// <summary>Returns random bytes that belong to the store and never change.</summary>
    /// <remarks>Session tokens are signed with them.</remarks>
    ValueTask<ReadOnlyMemory<byte>> GetSecretAsync(CancellationToken cancellationToken = default);

    /// <summary>Verifies that the store keeps what it is given.</summary>
    /// <remarks>It writes something small, durably, and finds it again where the next start would look for it. Repeated calls do not make the store
    /// grow.</remarks>
    /// <exception cref="IOException">It does not. The message says why and contains no path of this machine.</exception>
    ValueTask CheckAsync(CancellationToken cancellationToken = default);
}
