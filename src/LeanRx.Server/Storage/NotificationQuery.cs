namespace LeanRx.Server.Storage;

// protocol.md §4.16
/// <summary>Which notifications a client asks for: those that name it, and those for everybody in a conversation while it was there.</summary>
public sealed record NotificationQuery
{
    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The client.</summary>
    public required string ClientId { get; init; }

    /// <summary>Only those after this time, milliseconds since 1970 UTC. Default: all.</summary>
    public long After { get; init; } = long.MinValue;

    /// <summary>At most so many, oldest first. Default 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Of all, no more than so many of the newest. Default 500.</summary>
    public int MaxCount { get; init; } = 500;

    /// <summary>A page ends before it has more bytes of frames than this, with one notification at least. Default: any number.</summary>
    public long MaxBytes { get; init; } = long.MaxValue;

    /// <summary>Makes the page of what a store found.</summary>
    /// <param name="found">Times and numbers of all after <see cref="After"/>, in any order; a number is higher the later the notification was stored.</param>
    /// <param name="load">Reads one.</param>
    /// <param name="isComplete">Whether nothing after <see cref="After"/> was dropped.</param>
    public NotificationPage Page(IEnumerable<(long Timestamp, long Number)> found, Func<long, StoredNotification> load, bool isComplete)
    {
        ArgumentNullException.ThrowIfNull(load);
        var later = found.Order().ToList();
        var surplus = Math.Max(0, later.Count - MaxCount);
        List<StoredNotification> page = [];
        var bytes = 0L;
        foreach (var (_, number) in later.Skip(surplus).Take(Limit))
        {
            var notification = load(number);
            bytes += notification.Frame.Length;
            if (bytes > MaxBytes && page.Count > 0)
                break;
            page.Add(notification);
        }
        return new NotificationPage
        {
            Notifications = page,
            HasMore = later.Count - surplus > page.Count,
            IsComplete = isComplete && surplus == 0,
        };
    }
}
