using System.Collections.Immutable;

namespace LeanRx.Server.Storage;

// protocol.md §4.16
/// <summary>A push about a conversation that clients can fetch again over REST. It is stored once, however many it is for.</summary>
/// <param name="ApplicationId">The application.</param>
/// <param name="ConversationId">The conversation that it is about.</param>
/// <param name="Timestamp">The <c>serverTs</c> of the push, milliseconds since 1970 UTC.</param>
/// <param name="IsPermanent">True for what must not be missed; false for changes that a client also learns by asking for the conversation.</param>
/// <param name="Frame">The push as JSON.</param>
public sealed record StoredNotification(string ApplicationId, string ConversationId, long Timestamp, bool IsPermanent, string Frame)
{
    /// <summary>The clients that it is for. Empty: for everybody who was in the conversation at its time, but for <see cref="ExceptClientIds"/>.</summary>
    public ImmutableArray<string> ClientIds { get; init; } = [];

    /// <summary>Of everybody in the conversation, those whom it is not for.</summary>
    public ImmutableArray<string> ExceptClientIds { get; init; } = [];

    /// <summary>What it tells those who are named in <see cref="ClientIds"/>.</summary>
    public MembershipEffect Effect { get; init; }
}
