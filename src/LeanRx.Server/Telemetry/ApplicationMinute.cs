namespace LeanRx.Server;

/// <summary>One minute of an application.</summary>
public sealed record ApplicationMinute
{
    /// <summary>When the minute began.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>The largest number of clients that were online in the minute.</summary>
    public required int PeakOnlineCount { get; init; }

    /// <summary>The number of messages that were taken from clients.</summary>
    public required int ReceivedCount { get; init; }

    /// <summary>The number of messages that were pushed to logins.</summary>
    public required int DeliveredCount { get; init; }

    /// <summary>Time from the arrival of a message to its acknowledgement.</summary>
    public required LatencySummary SendLatency { get; init; }

    /// <summary>The number of commands that were refused.</summary>
    public required int RefusalCount { get; init; }
}
