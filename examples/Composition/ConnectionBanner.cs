using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx;

namespace Composition;

/// <summary>What a user reads above the chat while the network is away: nothing when all is well, else a countdown to the next attempt.</summary>
static class ConnectionBanner
{
    public static IObservable<string> Banner(this IObservable<ConnectionState> states, IScheduler scheduler) =>
        states.Select(state => state switch
        {
            ConnectionState.Connected => Observable.Return(""),
            ConnectionState.Connecting => Observable.Return("Connecting…"),
            ConnectionState.Reconnecting retry => Countdown(retry.RetryIn, scheduler),
            _ => Observable.Return("Offline"),
        })
        .Switch()
        .DistinctUntilChanged();

    static IObservable<string> Countdown(TimeSpan time, IScheduler scheduler)
    {
        var seconds = (int)Math.Ceiling(time.TotalSeconds);
        return Observable.Timer(TimeSpan.Zero, TimeSpan.FromSeconds(1), scheduler)
            .Select(passed => seconds - (int)passed)
            .TakeWhile(left => left >= 0)
            .Select(left => left == 0 ? "Trying again…" : $"No connection. Trying again in {left} s");
    }
}
