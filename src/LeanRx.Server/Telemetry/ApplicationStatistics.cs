namespace LeanRx.Server;

/// <summary>What an application has in a server now, and what has happened in it since the server started.</summary>
public sealed record ApplicationStatistics
{
    /// <summary>The number of clients that are online.</summary>
    public required int OnlineCount { get; init; }

    /// <summary>The number of logins.</summary>
    /// <remarks>A client has one for each of its devices.</remarks>
    public required int SessionCount { get; init; }

    /// <summary>The number of messages that were taken from clients.</summary>
    public required long ReceivedCount { get; init; }

    /// <summary>The number of messages that were pushed to logins, one for each login.</summary>
    public required long DeliveredCount { get; init; }

    /// <summary>Messages taken from clients a second, over the last 10 to 15 seconds.</summary>
    public required double ReceivedPerSecond { get; init; }

    /// <summary>Messages pushed to logins a second, over the last 10 to 15 seconds.</summary>
    public required double DeliveredPerSecond { get; init; }

    /// <summary>Time from the arrival of a message to its acknowledgement, in the last minute.</summary>
    public required LatencySummary SendLatency { get; init; }

    /// <summary>How many commands were refused, by code.</summary>
    public required IReadOnlyDictionary<int, long> Refusals { get; init; }
}
