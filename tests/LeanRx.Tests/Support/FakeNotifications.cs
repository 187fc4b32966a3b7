namespace LeanRx.Tests.Support;

/// <summary>A source of notifications in the hands of a test.</summary>
sealed class FakeNotifications : INotificationSource
{
    readonly List<(NotificationRequest Request, TaskCompletionSource<MissedNotifications> Answer, CancellationToken Token)> _asked = [];

    public IReadOnlyList<NotificationRequest> Requests => [.. _asked.Select(asked => asked.Request)];

    /// <summary>The question that was asked last, to be answered.</summary>
    public TaskCompletionSource<MissedNotifications> Last => _asked[^1].Answer;

    public CancellationToken LastToken => _asked[^1].Token;

    public Exception? Throws { get; set; }

    public Task<MissedNotifications> FetchAsync(NotificationRequest request, CancellationToken cancellationToken)
    {
        if (Throws is { } thrown)
            throw thrown;
        _asked.Add((request, new TaskCompletionSource<MissedNotifications>(), cancellationToken));
        return Last.Task;
    }
}
