namespace LeanRx.Server;

/// <summary>What a server holds now, and what has happened since it started.</summary>
public sealed record ServerStatistics
{
    /// <summary>When the server started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When this was read.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>The number of open connections.</summary>
    public required int ConnectionCount { get; init; }

    /// <summary>The number of commands that have begun and not completed.</summary>
    public required int PendingCommandCount { get; init; }

    /// <summary>The number of bytes that wait to be written to connections.</summary>
    public required long PendingBytes { get; init; }

    /// <summary>The number of conversations in memory.</summary>
    public required int ConversationsInMemory { get; init; }

    /// <summary>The number of connections that were dropped since the start because too much, or for too long, waited for them.</summary>
    public required long SlowReaderCount { get; init; }

    /// <summary>How long the store took to make messages durable, in the last minute.</summary>
    public required LatencySummary StoreLatency { get; init; }

    /// <summary>How many connections and logins were refused since the start before they belonged to an application, by code.</summary>
    public required IReadOnlyDictionary<int, long> Refusals { get; init; }
}
