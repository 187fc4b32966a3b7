namespace LeanRx.Cli.Importing.Writing;

/// <summary>Writes that were begun and not waited for: a store commits together what it is given together.</summary>
sealed class PendingWrites
{
    const int Most = 1000;

    readonly Queue<ValueTask> _begun = new();

    public async ValueTask AddAsync(ValueTask write)
    {
        _begun.Enqueue(write);
        while (_begun.Count > Most)
            await _begun.Dequeue().ConfigureAwait(false);
    }

    /// <summary>Waits for all of them.</summary>
    public async Task CompleteAsync()
    {
        while (_begun.TryDequeue(out var write))
            await write.ConfigureAwait(false);
    }
}
