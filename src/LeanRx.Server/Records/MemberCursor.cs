namespace LeanRx.Server.Storage;

/// <summary>How far one client has received and read in one conversation. Times are milliseconds since 1970-01-01 UTC.</summary>
public sealed record MemberCursor
{
    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The member. In a service conversation also a client that has its own thread there, or received a broadcast.</summary>
    public required string ClientId { get; init; }

    /// <summary>Messages up to this time were delivered. Begins at the time of joining.</summary>
    public required long DeliveredTo { get; init; }

    /// <summary>Messages up to this time were read. Begins at the time of joining.</summary>
    public required long ReadTo { get; init; }

    /// <summary>When the client joined, or subscribed. Null if it is not a member, or joined before this was recorded.</summary>
    public long? JoinedAt { get; init; }

    /// <summary>When the client last read. Null if it never did, or before this was recorded.</summary>
    public long? ReadAt { get; init; }
}
