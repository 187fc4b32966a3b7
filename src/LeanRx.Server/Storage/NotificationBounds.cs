namespace LeanRx.Server.Storage;

/// <summary>How many notifications a store keeps.</summary>
/// <remarks>Beyond a bound the oldest are deleted.</remarks>
public readonly record struct NotificationBounds
{
    /// <summary>The maximum number of notifications that name one client, and of those that are for everybody in one conversation.</summary>
    public required int MaxCount { get; init; }

    /// <summary>The maximum size of the notifications that are for everybody in one conversation, in bytes of their frames.</summary>
    public required long MaxConversationBytes { get; init; }

    /// <summary>The maximum size of all notifications of one application, in bytes of their frames.</summary>
    public required long MaxBytes { get; init; }
}
