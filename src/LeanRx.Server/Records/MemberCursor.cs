namespace LeanRx.Server.Storage;

/// <summary>How far one client has come in one conversation. Times are milliseconds since 1970 UTC.</summary>
/// <param name="ApplicationId">The application.</param>
/// <param name="ConversationId">The conversation.</param>
/// <param name="ClientId">The member; in a service conversation also one that has its own thread there, or was given a broadcast.</param>
/// <param name="DeliveredTo">Messages up to this time were delivered; starts at the time of joining.</param>
/// <param name="ReadTo">Messages up to this time were read; starts at the time of joining.</param>
public sealed record MemberCursor(string ApplicationId, string ConversationId, string ClientId, long DeliveredTo, long ReadTo)
{
    /// <summary>When the client came in, or subscribed. Null: it is not in the conversation, or came before this was kept.</summary>
    public long? JoinedAt { get; init; }

    /// <summary>When the client read there last. Null: it never did, or before this was kept.</summary>
    public long? ReadAt { get; init; }
}
