namespace LeanRx;

/// <summary>
/// Where sends wait for the server's answer so that they survive the end of the process: <see cref="FileOutboxStore"/>, or one's own. Loads and adds come one
/// after the other; removals may come meanwhile, each after the add of its token. What they throw is told as <see cref="OutboxStoreException"/>. Nobody waits
/// for ever for a store that does not answer: sends end by their token, <see cref="LeanClientOptions.OfflineTimeout"/> and the close of the client, and are
/// removed when it answers, unless the client was closed.
/// </summary>
public interface IOutboxStore
{
    /// <summary>Everything that waits, in the order in which it was added. Called before the first send of a client, and at its first login.</summary>
    Task<OutboxContent> LoadAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Keeps sends, in this order and after those that wait already. Completes when they would survive the end of the process; they are not sent before.
    /// </summary>
    Task AddAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken cancellationToken = default);

    /// <summary>
    /// Forgets a send that has ended. It need not be durable: what is sent once more is stored once all the same, by its token. Unknown tokens are ignored.
    /// </summary>
    Task RemoveAsync(string token, CancellationToken cancellationToken = default);
}
