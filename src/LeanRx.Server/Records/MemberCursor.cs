namespace LeanRx.Server.Storage;

/// <summary>How far one client has received and read in one conversation.</summary>
/// <remarks>Times are milliseconds since 1970-01-01 UTC.</remarks>
public sealed record MemberCursor
{
    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The member.</summary>
    /// <remarks>In a service conversation also a client that has its own thread there, or received a broadcast.</remarks>
    public required string ClientId { get; init; }

    /// <summary>Messages up to this time were delivered.</summary>
    /// <remarks>Begins at the time of joining.</remarks>
    public required long DeliveredTo { get; init; }

    /// <summary>Of the messages of the millisecond that follows <see cref="DeliveredTo"/> those up to this id were delivered too.</summary>
    /// <remarks>Several messages can have one time. Ids are compared ordinally.</remarks>
    /// <value>Null if none of them was.</value>
    public string? DeliveredId { get; init; }

    /// <summary>Messages up to this time were read.</summary>
    /// <remarks>Begins at the time of joining.</remarks>
    public required long ReadTo { get; init; }

    /// <summary>Of the messages of the millisecond that follows <see cref="ReadTo"/> those up to this id were read too.</summary>
    /// <value>Null if none of them was.</value>
    public string? ReadId { get; init; }

    /// <summary>When the client joined, or subscribed.</summary>
    /// <value>Null if it is not a member, or joined before this was recorded.</value>
    public long? JoinedAt { get; init; }

    /// <summary>When the client last read.</summary>
    /// <value>Null if it never did, or before this was recorded.</value>
    public long? ReadAt { get; init; }
}
