using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using System.Reactive.Linq;

namespace LeanRx.Testing.Internal;

/// <summary>Answers route lookups as they were answered, each at its instant.</summary>
sealed class ReplayResolver(SessionReplay replay, IScheduler scheduler) : IRouteResolver
{
    public IObservable<Route> Resolve(Uri router, string applicationId, bool secure) => Observable.Create<Route>(observer =>
    {
        if (replay.TakeRoute() is not { } lookup)
            return Disposable.Empty;
        // The first question of all sets the clock.
        replay.Until(lookup.AskedAt);
        return lookup.Answer is { } answer ? scheduler.Schedule(replay.Until(answer.At), () => Play(answer, observer)) : Disposable.Empty;
    });

    static void Play(SessionEvent answer, IObserver<Route> observer)
    {
        if (answer.Route is not { } route)
        {
            observer.OnError(ReplayAnswer.ErrorOf(answer));
            return;
        }
        observer.OnNext(route);
        observer.OnCompleted();
    }
}
