using System.Collections.Immutable;

namespace LeanRx.Server.Storage;

// protocol.md §4.16
/// <summary>A push about a conversation that clients can fetch later.</summary>
/// <remarks>It is stored once, however many clients it is for.</remarks>
public sealed record StoredNotification
{
    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The conversation that the push is about.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The time of the push (<c>serverTs</c>), in milliseconds since 1970-01-01 UTC.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Whether the push must not be missed.</summary>
    /// <remarks>False for changes that a client also learns by fetching the conversation.</remarks>
    public bool IsPermanent { get; init; }

    /// <summary>The push as JSON.</summary>
    public required string Frame { get; init; }

    /// <summary>The clients that it is for.</summary>
    /// <value>Empty for everybody who was in the conversation at its time, except <see cref="ExceptClientIds"/>.</value>
    public ImmutableArray<string> ClientIds { get; init; } = [];

    /// <summary>The clients in the conversation that it is not for.</summary>
    public ImmutableArray<string> ExceptClientIds { get; init; } = [];

    /// <summary>What it says about the membership of the clients named in <see cref="ClientIds"/>.</summary>
    public MembershipEffect Effect { get; init; }
}
