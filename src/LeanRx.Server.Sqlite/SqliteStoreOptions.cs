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

    /// <summary>
    /// Memory for what the connection that writes has read of the file, in bytes, 1 or more. Where much is brought in at once, more of it spares reading the
    /// same again. Default 2,097,152 (2 MiB).
    /// </summary>
    public long CacheBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>
    /// How large the log grows before it is written into the file, in bytes, 1 or more; it is larger while one transaction is. Where much is brought in at
    /// once, more of it spares writing the same again. Default 4,194,304 (4 MiB).
    /// </summary>
    public long LogBytes { get; init; } = 4 * 1024 * 1024;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(CacheBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LogBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPendingWrites, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReaders, 1);
        if (!Enum.IsDefined(Durability)) throw new ArgumentOutOfRangeException(nameof(Durability), Durability, "Expects Full or Normal.");
    }
}
