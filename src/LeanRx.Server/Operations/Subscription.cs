namespace LeanRx.Server;

/// <summary>That a client subscribes to a service conversation.</summary>
/// <param name="ConversationId">The service conversation.</param>
/// <param name="ClientId">The client.</param>
/// <param name="SubscribedAt">Since when, milliseconds since 1970 UTC.</param>
public sealed record Subscription(string ConversationId, string ClientId, long SubscribedAt);
