using System.Collections.ObjectModel;
using LeanRx;

namespace Composition;

/// <summary>
/// A collection that a window is bound to, kept by changes: only what has changed is drawn anew. For a change set of another library the same cases.
/// </summary>
static class BoundList
{
    public static IDisposable BindTo<T>(this IObservable<IReadOnlyList<ListChange<T>>> changes, ObservableCollection<T> target) => changes.Subscribe(some =>
    {
        foreach (var change in some)
            switch (change)
            {
                case ListChange<T>.Added:
                    target.Insert(change.Index, change.Item);
                    break;
                case ListChange<T>.Updated:
                    target[change.Index] = change.Item;
                    break;
                case ListChange<T>.Moved moved:
                    target.Move(moved.PreviousIndex, moved.Index);
                    break;
                case ListChange<T>.Removed:
                    target.RemoveAt(change.Index);
                    break;
            }
    });
}
