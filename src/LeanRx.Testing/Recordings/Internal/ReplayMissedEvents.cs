using System.Reactive.Concurrency;

namespace LeanRx.Testing.Recordings.Internal;

/// <summary>Answers questions for missed notifications as they were answered, each at its instant.</summary>
sealed class ReplayMissedEvents(SessionReplay replay, IScheduler scheduler) : IMissedEventSource
{
    public Task<MissedEventPage> FetchAsync(MissedEventRequest request, CancellationToken cancellationToken)
    {
        // Without the option that runs continuations elsewhere: what follows happens at its instant.
        var page = new TaskCompletionSource<MissedEventPage>();
        if (replay.TakeMissedEvents() is { Answer: { } answer })
            scheduler.Schedule(replay.Until(answer.At), () =>
            {
                if (answer.Kind == SessionEventKind.MissedEventsReceived)
                    page.TrySetResult(MissedEventPayload.Read(answer.Payload));
                else
                    page.TrySetException(ReplayAnswer.ErrorOf(answer));
            });
        return page.Task.WaitAsync(cancellationToken);
    }
}
