namespace LeanRx;

/// <summary>Stores sends that wait for the server's answer, so that they survive the end of the process.</summary>
/// <remarks>
/// <see cref="FileOutboxStore"/> is one. Loads and adds are called one after the other; removals may be concurrent, each after the add of its token. Exceptions
/// are reported as <see cref="OutboxStoreException"/>. The client does not wait without end for a store that does not answer: a send ends by its token,
/// <see cref="LeanClientOptions.OfflineTimeout"/> or when the client is closed, and is removed when the store answers, unless the client was closed.
/// </remarks>
public interface IOutboxStore
{
    /// <summary>Returns all pending sends, in the order in which they were added.</summary>
    /// <remarks>Called before the first send of a client, and at its first login.</remarks>
    Task<OutboxContent> LoadAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds sends after the pending ones, in order.</summary>
    /// <remarks>Completes when they would survive the end of the process; they are sent afterwards.</remarks>
    Task AddAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken cancellationToken = default);

    /// <summary>Removes a send that has ended.</summary>
    /// <remarks>Unknown tokens are ignored. It need not be durable: a repeated send is stored once, because of its token.</remarks>
    Task RemoveAsync(string token, CancellationToken cancellationToken = default);
}
