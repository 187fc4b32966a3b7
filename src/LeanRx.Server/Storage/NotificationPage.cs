namespace LeanRx.Server.Storage;

// protocol.md §4.16
/// <summary>A page of the pushes that a client fetches.</summary>
public sealed record NotificationPage
{
    /// <summary>The pushes, oldest first.</summary>
    public required IReadOnlyList<StoredNotification> Notifications { get; init; }

    /// <summary>Whether there are more after this page.</summary>
    public bool HasMore { get; init; }

    /// <summary>Whether nothing older was deleted.</summary>
    /// <remarks>If false, the client cannot rely on what it remembers of its conversations.</remarks>
    public bool IsComplete { get; init; }
}
