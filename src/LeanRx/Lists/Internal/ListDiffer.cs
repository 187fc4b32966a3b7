namespace LeanRx.Lists.Internal;

/// <summary>Says by which changes each list follows from the one before.</summary>
internal sealed class ListDiffer<T, TKey>(Func<T, TKey> key) where TKey : notnull
{
    readonly List<T> _items = [];
    readonly List<TKey> _keys = [];
    List<ListChange<T>> _changes = [];

    public IReadOnlyList<ListChange<T>> ChangesTo(IReadOnlyList<T> next)
    {
        _changes = [];
        var wanted = new HashSet<TKey>(next.Select(key));
        for (var index = _items.Count - 1; index >= 0; index--)
        {
            if (!wanted.Contains(_keys[index]))
                Remove(index);
        }
        var known = new HashSet<TKey>(_keys);
        for (var index = 0; index < next.Count; index++)
            Place(index, key(next[index]), next[index], known);
        // There are more only where two had the same key.
        while (_items.Count > next.Count)
            Remove(_items.Count - 1);
        return _changes;
    }

    void Place(int index, TKey itemKey, T item, HashSet<TKey> known)
    {
        var from = known.Contains(itemKey) ? _keys.IndexOf(itemKey, index) : -1;
        if (from < 0)
        {
            _items.Insert(index, item);
            _keys.Insert(index, itemKey);
            _changes.Add(new ListChange<T>.Added { Index = index, Item = item });
            return;
        }
        if (from > index)
            Move(from, index);
        var before = _items[index];
        if (EqualityComparer<T>.Default.Equals(before, item))
            return;
        _items[index] = item;
        _changes.Add(new ListChange<T>.Updated { Index = index, Item = item, Previous = before });
    }

    void Move(int from, int to)
    {
        var (item, itemKey) = (_items[from], _keys[from]);
        _items.RemoveAt(from);
        _keys.RemoveAt(from);
        _items.Insert(to, item);
        _keys.Insert(to, itemKey);
        _changes.Add(new ListChange<T>.Moved { Index = to, PreviousIndex = from, Item = item });
    }

    void Remove(int index)
    {
        _changes.Add(new ListChange<T>.Removed { Index = index, Item = _items[index] });
        _items.RemoveAt(index);
        _keys.RemoveAt(index);
    }
}
