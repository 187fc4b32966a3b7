namespace LeanRx.Server.Storage;

/// <summary>How many notifications a store keeps. Beyond a bound the oldest go.</summary>
/// <param name="MaxCount">Of one client, those that name it; of one conversation, those that are for everybody in it.</param>
/// <param name="MaxConversationBytes">Of one conversation, those that are for everybody in it, in bytes of their frames.</param>
/// <param name="MaxBytes">Of one application, in bytes of their frames.</param>
public readonly record struct NotificationBounds(int MaxCount, long MaxConversationBytes, long MaxBytes);
