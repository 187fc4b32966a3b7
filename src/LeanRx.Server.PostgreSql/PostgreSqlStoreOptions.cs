using System.Reactive.Concurrency;

namespace LeanRx.Server;

/// <summary>Options of a <see cref="PostgreSqlMessageStore"/>.</summary>
/// <remarks>Immutable; use <c>with</c> to change a copy.</remarks>
public sealed record PostgreSqlStoreOptions
{
    const int MaxNodeLength = 200;

    /// <summary>The schema that holds the tables: 1 to 63 lowercase letters, digits and underscores, not beginning with a digit or <c>pg_</c>.</summary>
    /// <value><c>leanrx</c>.</value>
    public string Schema { get; init; } = "leanrx";

    /// <summary>The name of this server among several that write into the schema, up to 200 characters.</summary>
    /// <remarks>
    /// Each of them has a name of its own, which it keeps over restarts: its address and port, for example. A server without a name is the only one.
    /// </remarks>
    /// <value>Null: this server is the only one.</value>
    public string? Node { get; init; }

    /// <summary>The maximum number of writes in one transaction, 1 or more.</summary>
    /// <value>1,024.</value>
    public int MaxBatch { get; init; } = 1024;

    /// <summary>The maximum number of writes that wait, 1 or more; a further call waits until there is room, in order.</summary>
    /// <value>65,536.</value>
    public int MaxPendingWrites { get; init; } = 65_536;

    /// <summary>The maximum number of reads at the same time, each on a connection of its own, 1 or more; a further call waits for one.</summary>
    /// <value>8.</value>
    public int MaxReaders { get; init; } = 8;

    /// <summary>How long a write waits for a database that cannot be reached, is read-only or full, before it fails.</summary>
    /// <remarks>
    /// A write whose transaction was sent when the connection broke waits longer: until the database tells whether it was committed.
    /// </remarks>
    /// <value>10 seconds.</value>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock on which the store waits before it tries again.</summary>
    /// <value>The default scheduler.</value>
    public IScheduler Scheduler { get; init; } = DefaultScheduler.Instance;

    /// <summary>Throws if an option is out of its range, as <see cref="PostgreSqlMessageStore.OpenAsync"/> does.</summary>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it and its bound.</exception>
    public void Validate()
    {
        if (!IsName(Schema))
            throw new ArgumentException($"'{Schema}' is no name for the schema: expects 1 to 63 of a-z, 0-9 and _, not beginning with a digit or 'pg_'.",
                nameof(Schema));
        if (Node is not null && (string.IsNullOrWhiteSpace(Node) || Node.Length > MaxNodeLength))
            throw new ArgumentException($"'{Node}' is no name for a node: expects 1 to {MaxNodeLength} characters.", nameof(Node));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPendingWrites, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReaders, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWait, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(Scheduler);
    }

    static bool IsName(string? name) => name is { Length: > 0 and <= 63 } && !char.IsAsciiDigit(name[0]) && !name.StartsWith("pg_", StringComparison.Ordinal)
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_');
}
