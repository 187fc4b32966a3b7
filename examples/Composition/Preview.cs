using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx;

namespace Composition;

/// <summary>
/// The conversation under the pointer, fetched when the pointer rests: a request for every row it passes would be too many. Null where there is none, or it
/// could not be fetched: one failure does not end the previews. Given a scheduler, <c>FromAsync</c> goes on there; without one it hops to the thread pool.
/// </summary>
static class Preview
{
    static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(300);

    public static IObservable<Conversation?> FetchWhereItRests(this IObservable<string> hovered, LeanClient client, IScheduler scheduler) =>
        hovered
            .Throttle(Rest, scheduler)
            .DistinctUntilChanged()
            .Select(id => Observable.FromAsync(cancellationToken => client.GetConversationAsync(id, cancellationToken), scheduler)
                .Catch(Observable.Return<Conversation?>(null)))
            .Switch();
}
