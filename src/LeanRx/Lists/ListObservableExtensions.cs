using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx.Common.Internal;
using LeanRx.Lists.Internal;

namespace LeanRx;

/// <summary>Operators on streams of items and lists.</summary>
public static class ListObservableExtensions
{
    /// <summary>Combines the items received until the scheduler's next turn into one list, in order.</summary>
    /// <remarks>
    /// For user interfaces: a flood, such as ten thousand missed messages, is delivered as a few lists, each drawn at once. A single item is delivered as a
    /// list of one.
    /// </remarks>
    /// <param name="source">The items.</param>
    /// <param name="scheduler">The scheduler on which lists are delivered: that of the client, <see cref="LeanClientOptions.Scheduler"/>.</param>
    public static IObservable<IReadOnlyList<T>> InBatches<T>(this IObservable<T> source, IScheduler scheduler)
    {
        Guard.NotNull(source, nameof(source));
        Guard.NotNull(scheduler, nameof(scheduler));
        return Observable.Create<IReadOnlyList<T>>(observer => source.Subscribe(new Batcher<T>(scheduler, observer)));
    }

    /// <summary>Converts complete lists to the changes from one list to the next.</summary>
    /// <remarks>
    /// The first list is delivered as additions. For lists that are bound to a user interface: only changes are redrawn. An unchanged list is not delivered.
    /// Each subscription compares by itself.
    /// </remarks>
    /// <param name="lists">The complete lists.</param>
    /// <param name="key">The identity of an item; it must be unique within a list.</param>
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
