using System.Reactive.Concurrency;

namespace LeanRx.Testing.Recordings.Internal;

/// <summary>Answers route lookups as they were answered, each at its instant.</summary>
sealed class ReplayResolver(SessionReplay replay, IScheduler scheduler) : IRouteResolver
{
    public Task<ServerRoute> ResolveAsync(Uri router, string applicationId, bool secure, CancellationToken cancellationToken)
    {
        // Without the option that runs continuations elsewhere: what follows happens at its instant.
        var route = new TaskCompletionSource<ServerRoute>();
        if (replay.TakeRoute() is { } lookup)
        {
            // The first question of all sets the clock.
            replay.Until(lookup.AskedAt);
            if (lookup.Answer is { } answer)
                scheduler.Schedule(replay.Until(answer.At), () => Play(answer, route));
        }
        return route.Task.WaitAsync(cancellationToken);
    }

    static void Play(SessionEvent answer, TaskCompletionSource<ServerRoute> route)
    {
        if (answer.Route is { } answered)
            route.TrySetResult(answered);
        else
            route.TrySetException(ReplayAnswer.ErrorOf(answer));
    }
}
