namespace LeanRx.Testing.Internal;

/// <summary>Fetches missed notifications, and tells the recorder.</summary>
sealed class RecordingNotifications(INotificationSource inner, SessionRecorder recorder) : INotificationSource
{
    public async Task<MissedNotifications> FetchAsync(NotificationRequest request, CancellationToken cancellationToken)
    {
        recorder.Add(SessionEventKind.NotificationsAsked);
        try
        {
            var page = await inner.FetchAsync(request, cancellationToken).ConfigureAwait(false);
            recorder.Add(SessionEventKind.Notified, NotificationPayload.Write(page), isText: true);
            return page;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            recorder.AddFailure(SessionEventKind.NotificationsFailed, exception);
            throw;
        }
    }
}
