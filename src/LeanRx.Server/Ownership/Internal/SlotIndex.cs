using LeanRx.Server.Storage;

namespace LeanRx.Server.Ownership.Internal;

/// <summary>What belongs to which slot, so that a slot which comes or goes costs what belongs to it, and not what there is.</summary>
internal sealed class SlotIndex<T>
    where T : notnull
{
    readonly HashSet<T>?[] _slots = new HashSet<T>?[Slots.Count];

    public void Add(int slot, T item)
    {
        lock (_slots)
            (_slots[slot] ??= []).Add(item);
    }

    public void Remove(int slot, T item)
    {
        lock (_slots)
            if (_slots[slot] is { } items && items.Remove(item) && items.Count == 0)
                _slots[slot] = null;
    }

    /// <summary>What belongs to a slot, as it is now.</summary>
    public IReadOnlyList<T> In(int slot)
    {
        lock (_slots)
            return _slots[slot] is { } items ? [.. items] : [];
    }
}
