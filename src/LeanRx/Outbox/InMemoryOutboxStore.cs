namespace LeanRx;

/// <summary>Stores sends in memory, for tests and for applications that replace clients while they run.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class InMemoryOutboxStore : IOutboxStore
{
    readonly object _lock = new();
    readonly List<OutboxEntry> _entries = [];

    /// <summary>The pending sends, in the order in which they were added.</summary>
    public IReadOnlyList<OutboxEntry> Entries
    {
        get
        {
            lock (_lock)
                return [.. _entries];
        }
    }

    /// <inheritdoc/>
    public Task<OutboxContent> LoadAsync(CancellationToken cancellationToken = default) => Task.FromResult(new OutboxContent(Entries));

    /// <inheritdoc/>
    public Task AddAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            _entries.AddRange(entries);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string token, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            // Sends end in the order in which they began: it is among the first.
            var index = _entries.FindIndex(entry => entry.Token == token);
            if (index >= 0)
                _entries.RemoveAt(index);
        }
        return Task.CompletedTask;
    }
}
