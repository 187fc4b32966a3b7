namespace LeanRx.Server.Storage;

// protocol.md §4.16
/// <summary>Pushes that a client fetches again.</summary>
/// <param name="Notifications">The pushes, oldest first.</param>
/// <param name="HasMore">Whether there are more behind them.</param>
/// <param name="IsComplete">False when older ones have been dropped: then the client cannot trust what it has kept of its conversations.</param>
public sealed record NotificationPage(IReadOnlyList<StoredNotification> Notifications, bool HasMore, bool IsComplete);
