namespace LeanRx.Server;

/// <summary>Options of a <see cref="SqliteMessageStore"/>.</summary>
/// <remarks>Immutable; use <c>with</c> to change a copy.</remarks>
public sealed record SqliteStoreOptions
{
    /// <summary>What a completed write survives.</summary>
    /// <value><see cref="SqliteDurability.Full"/>.</value>
    public SqliteDurability Durability { get; init; } = SqliteDurability.Full;

    /// <summary>The maximum number of writes in one transaction, 1 or more.</summary>
    /// <value>1,024.</value>
    public int MaxBatch { get; init; } = 1024;

    /// <summary>The maximum number of writes that wait, 1 or more; a further call waits until there is room, in order.</summary>
    /// <value>65,536.</value>
    public int MaxPendingWrites { get; init; } = 65_536;

    /// <summary>The maximum number of reads at the same time, each on a connection of its own, 1 or more; a further call waits for one.</summary>
    /// <value>8.</value>
    public int MaxReaders { get; init; } = 8;

    /// <summary>The size of the page cache of the connection that writes, in bytes, 1 or more.</summary>
    /// <remarks>More of it speeds up large imports.</remarks>
    /// <value>2,097,152 (2 MiB).</value>
    public long CacheBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>How large the write-ahead log grows before it is written into the file, in bytes, 1 or more; it is larger during a large transaction.</summary>
    /// <remarks>More of it speeds up large imports.</remarks>
    /// <value>4,194,304 (4 MiB).</value>
    public long LogBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Throws if an option is out of its range, as <see cref="SqliteMessageStore.OpenAsync"/> does.</summary>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it and its bound.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(CacheBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LogBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPendingWrites, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReaders, 1);
        if (!Enum.IsDefined(Durability)) throw new ArgumentOutOfRangeException(nameof(Durability), Durability, "Expects Full or Normal.");
    }
}
