namespace LeanRx.Server.Storage;

// protocol.md §4.16
/// <summary>A query for the notifications of a client: those that name it, and those for everybody in a conversation while it was there.</summary>
public sealed record NotificationQuery
{
    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The client.</summary>
    public required string ClientId { get; init; }

    /// <summary>Only those after this time, in milliseconds since 1970-01-01 UTC.</summary>
    /// <value><see cref="long.MinValue"/>: all.</value>
    public long After { get; init; } = long.MinValue;

    /// <summary>The maximum number of notifications, oldest first.</summary>
    /// <value>100.</value>
    public int Limit { get; init; } = 100;

    /// <summary>How many of the newest are considered.</summary>
    /// <value>500.</value>
    public int MaxCount { get; init; } = 500;

    /// <summary>A page ends before it has more bytes of frames than this, but contains at least one notification.</summary>
    /// <value><see cref="long.MaxValue"/>.</value>
    public long MaxBytes { get; init; } = long.MaxValue;

    /// <summary>Creates the page from what a store found.</summary>
    /// <param name="found">Times and numbers of all after <see cref="After"/>, in any order. A notification that was stored later has a higher number.</param>
    /// <param name="load">Reads one notification.</param>
    /// <param name="isComplete">Whether nothing after <see cref="After"/> was deleted.</param>
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
