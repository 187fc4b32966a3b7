using System.Collections.Concurrent;
using System.Security.Cryptography;
using LeanRx.Server.Storage;
using LeanRx.Server.Storage.Internal;

namespace LeanRx.Server;

/// <summary>A store that keeps everything in memory, for tests and for servers that may forget.</summary>
/// <remarks>
/// <para>Every call has completed when it returns, and equal calls return equal results, so that virtual time stays exact.</para>
/// <para>It can be used from any thread. Disposing does nothing, so that one store can outlive several engines, as a disk would, and so that several engines
/// can share one.</para>
/// </remarks>
public sealed class InMemoryMessageStore : IFencedStore
{
    readonly ConcurrentDictionary<string, InMemoryApplication> _apps = new(StringComparer.Ordinal);
    readonly SlotEpochs _epochs = new();
    readonly ReadOnlyMemory<byte> _secret;
    readonly InMemoryRoles _unclaimed;

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
        _unclaimed = RolesOf(null);
    }

    /// <summary>Which nodes may claim slots.</summary>
    /// <value>Every node.</value>
    public Func<string, bool> MayClaim { get; init; } = static _ => true;

    /// <inheritdoc/>
    public IConversationStore Conversations => _unclaimed.Conversations;

    /// <inheritdoc/>
    public IMembershipStore Members => _unclaimed.Members;

    /// <inheritdoc/>
    public IMessageLog Messages => _unclaimed.Messages;

    /// <inheritdoc/>
    public ICursorStore Cursors => _unclaimed.Cursors;

    /// <inheritdoc/>
    public IReceiptStore Receipts => _unclaimed.Receipts;

    /// <inheritdoc/>
    public IModerationStore Moderation => _unclaimed.Moderation;

    /// <inheritdoc/>
    public INotificationStore Notifications => _unclaimed.Notifications;

    /// <inheritdoc/>
    public IDeviceStore Devices => _unclaimed.Devices;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SlotClaim>> ClaimAsync(IReadOnlyCollection<int> slots, string node, CancellationToken cancellationToken = default)
    {
        Slots.Validate(slots);
        ArgumentException.ThrowIfNullOrEmpty(node);
        return Completed.From(() => MayClaim(node) ? _epochs.Claim(slots) : throw new ClaimRefusedException(node), cancellationToken);
    }

    /// <inheritdoc/>
    public IMessageStore OfClaim(SlotClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        Slots.Validate([claim.Slot]);
        return RolesOf(claim);
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> GetSecretAsync(CancellationToken cancellationToken = default) => Completed.From(() => _secret, cancellationToken);

    /// <summary>Always succeeds.</summary>
    public ValueTask CheckAsync(CancellationToken cancellationToken = default) => Completed.From(static () => { }, cancellationToken);

    /// <summary>Does nothing.</summary>
    public ValueTask DisposeAsync() => default;

    InMemoryRoles RolesOf(SlotClaim? claim) => new(this, App, new(_epochs, claim));

    InMemoryApplication App(string applicationId) => _apps.GetOrAdd(applicationId, static _ => new InMemoryApplication());
}
