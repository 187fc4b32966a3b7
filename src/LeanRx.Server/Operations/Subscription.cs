namespace LeanRx.Server;

/// <summary>A client's subscription to a service conversation.</summary>
public sealed record Subscription
{
    /// <summary>The service conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The client.</summary>
    public required string ClientId { get; init; }

    /// <summary>When the client subscribed.</summary>
    public required DateTimeOffset SubscribedAt { get; init; }
}
