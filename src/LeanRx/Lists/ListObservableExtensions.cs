using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx.Common.Internal;
using LeanRx.Lists.Internal;

namespace LeanRx;

/// <summary>What one does with streams of lists.</summary>
public static class ListObservableExtensions
{
    /// <summary>Collects what comes until the scheduler's next turn, and tells it as one list, in order.</summary>
    /// <remarks>
    /// For windows: of a flood, such as ten thousand messages that were missed, each turn of the client's scheduler brings at most some thousand, and a list of
    /// them is drawn at once. What comes alone is a list of one.
    /// </remarks>
    /// <param name="source">What comes.</param>
    /// <param name="scheduler">Where lists are told: that of the client, <see cref="LeanClientOptions.Scheduler"/>.</param>
    public static IObservable<IReadOnlyList<T>> InBatches<T>(this IObservable<T> source, IScheduler scheduler)
    {
        Guard.NotNull(source, nameof(source));
        Guard.NotNull(scheduler, nameof(scheduler));
        return Observable.Create<IReadOnlyList<T>>(observer => source.Subscribe(new Batcher<T>(scheduler, observer)));
    }

    /// <summary>Tells by which changes each list follows from the one before; the first is told as what was added to an empty one.</summary>
    /// <remarks>
    /// For lists that are bound to a window: only what has changed is drawn anew. A list in which nothing has changed tells nothing. Each subscription compares
    /// by itself.
    /// </remarks>
    /// <param name="lists">Lists, each complete.</param>
    /// <param name="key">What makes an item the same though its content changed; no two items of a list have the same.</param>
    public static IObservable<IReadOnlyList<ListChange<T>>> ToListChanges<T, TKey>(this IObservable<IReadOnlyList<T>> lists, Func<T, TKey> key)
        where TKey : notnull
    {
        Guard.NotNull(lists, nameof(lists));
        Guard.NotNull(key, nameof(key));
        return Observable.Defer(() =>
        {
            var differ = new ListDiffer<T, TKey>(key);
            return lists.Select(differ.ChangesTo).Where(static changes => changes.Count > 0);
        });
    }
}
