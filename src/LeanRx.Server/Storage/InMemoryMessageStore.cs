using System.Collections.Concurrent;
using System.Security.Cryptography;
using LeanRx.Server.Storage;
using LeanRx.Server.Storage.Internal;

namespace LeanRx.Server;

/// <summary>A store that keeps everything in memory, for tests and for servers that may forget.</summary>
/// <remarks>
/// <para>Every call has completed when it returns, and equal calls return equal results, so that virtual time stays exact.</para>
/// <para>It can be used from any thread. Disposing does nothing, so that one store can outlive several engines, as a disk would.</para>
/// </remarks>
public sealed class InMemoryMessageStore : IMessageStore
{
    readonly ConcurrentDictionary<string, InMemoryApplication> _apps = new(StringComparer.Ordinal);
    readonly ReadOnlyMemory<byte> _secret;

    /// <summary>Initializes an empty store with a random secret.</summary>
    public InMemoryMessageStore() : this(RandomNumberGenerator.GetBytes(32))
    {
    }

    /// <summary>Initializes an empty store with a known secret, for repeatable tests.</summary>
    /// <param name="secret">What <see cref="GetSecretAsync"/> returns, at least one byte.</param>
    /// <exception cref="ArgumentException"><paramref name="secret"/> is empty.</exception>
    public InMemoryMessageStore(ReadOnlyMemory<byte> secret)
    {
        if (secret.IsEmpty) throw new ArgumentException("The secret needs at least one byte.", nameof(secret));
        _secret = secret.ToArray();
        Conversations = new InMemoryConversationStore(App);
        Members = new InMemoryMembershipStore(App);
        Messages = new InMemoryMessageLog(App);
        Cursors = new InMemoryCursorStore(App);
        Receipts = new InMemoryReceiptStore(App);
        Moderation = new InMemoryModerationStore(App);
        Notifications = new InMemoryNotificationStore(App);
        Devices = new InMemoryDeviceStore(App);
    }

    /// <inheritdoc/>
    public IConversationStore Conversations { get; }

    /// <inheritdoc/>
    public IMembershipStore Members { get; }

    /// <inheritdoc/>
    public IMessageLog Messages { get; }

    /// <inheritdoc/>
    public ICursorStore Cursors { get; }

    /// <inheritdoc/>
    public IReceiptStore Receipts { get; }

    /// <inheritdoc/>
    public IModerationStore Moderation { get; }

    /// <inheritdoc/>
    public INotificationStore Notifications { get; }

    /// <inheritdoc/>
    public IDeviceStore Devices { get; }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> GetSecretAsync(CancellationToken cancellationToken = default) => Completed.From(() => _secret, cancellationToken);

    /// <summary>Always succeeds.</summary>
    public ValueTask CheckAsync(CancellationToken cancellationToken = default) => Completed.From(static () => { }, cancellationToken);

    /// <summary>Does nothing.</summary>
    public ValueTask DisposeAsync() => default;

    InMemoryApplication App(string applicationId) => _apps.GetOrAdd(applicationId, static _ => new InMemoryApplication());
}
