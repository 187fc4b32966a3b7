using System.Reactive.Concurrency;

namespace LeanRx.Testing.Internal;

/// <summary>Answers questions for missed notifications as they were answered, each at its instant.</summary>
sealed class ReplayNotifications(SessionReplay replay, IScheduler scheduler) : INotificationSource
{
    public Task<MissedNotifications> FetchAsync(NotificationRequest request, CancellationToken cancellationToken)
    {
        // Without the option that runs continuations elsewhere: what follows happens at its instant.
        var page = new TaskCompletionSource<MissedNotifications>();
        if (replay.TakeNotifications() is { Answer: { } answer })
            scheduler.Schedule(replay.Until(answer.At), () =>
            {
                if (answer.Kind == SessionEventKind.Notified)
                    page.TrySetResult(NotificationPayload.Read(answer.Payload));
                else
                    page.TrySetException(ReplayAnswer.ErrorOf(answer));
            });
        return page.Task.WaitAsync(cancellationToken);
    }
}
