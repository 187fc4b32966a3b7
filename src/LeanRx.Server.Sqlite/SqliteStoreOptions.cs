namespace LeanRx.Server;

/// <summary>How a <see cref="SqliteMessageStore"/> works. Immutable; change a copy with <c>with</c>.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>What a completed write survives. Default <see cref="SqliteDurability.Full"/>.</summary>
    public SqliteDurability Durability { get; init; } = SqliteDurability.Full;

    /// <summary>Most writes in one transaction, 1 or more. Default 1,024.</summary>
    public int MaxBatch { get; init; } = 1024;

    /// <summary>Most writes that may wait, 1 or more; a call beyond that waits for a place, in order. Default 65,536.</summary>
    public int MaxPendingWrites { get; init; } = 65_536;

    /// <summary>Most reads at a time, each on a connection of its own, 1 or more; a call beyond that waits for one. Default 8.</summary>
    public int MaxReaders { get; init; } = 8;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPendingWrites, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReaders, 1);
        if (!Enum.IsDefined(Durability)) throw new ArgumentOutOfRangeException(nameof(Durability), Durability, "Expects Full or Normal.");
    }
}
