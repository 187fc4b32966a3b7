namespace LeanRx.Tests.Outbox;

/// <summary>A store that answers when the test lets it.</summary>
sealed class SilentStore : IOutboxStore
{
    /// <summary>Ends the silence of reading; null where reading answers at once.</summary>
    public TaskCompletionSource? Loading { get; set; }

    /// <summary>Ends the silence of adding; null where adding answers at once.</summary>
    public TaskCompletionSource? Adding { get; set; }

    /// <summary>Ends the silence of removing; null where removing answers at once.</summary>
    public TaskCompletionSource? Removing { get; set; }

    /// <summary>What it keeps.</summary>
    public List<OutboxEntry> Entries { get; } = [];

    /// <summary>The tokens of everything that it was ever asked to keep.</summary>
    public List<string> Asked { get; } = [];

    public async Task<OutboxContent> LoadAsync(CancellationToken cancellationToken = default)
    {
        await (Loading?.Task ?? Task.CompletedTask);
        return new OutboxContent([.. Entries]);
    }

    public async Task AddAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken cancellationToken = default)
    {
        Asked.AddRange(entries.Select(entry => entry.Token));
        await (Adding?.Task ?? Task.CompletedTask);
        Entries.AddRange(entries);
    }

    public async Task RemoveAsync(string token, CancellationToken cancellationToken = default)
    {
        await (Removing?.Task ?? Task.CompletedTask);
        Entries.RemoveAll(entry => entry.Token == token);
    }
}
