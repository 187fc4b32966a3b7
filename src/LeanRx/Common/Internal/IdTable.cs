namespace LeanRx.Common.Internal;

/// <summary>
/// The last ids of many places, each of which is a window of at most <see cref="IdWindow.Capacity"/>. One array holds all: an id that comes makes no object and
/// keeps none, and what one window gives back another takes.
/// </summary>
internal sealed class IdTable
{
    const int FirstSize = 4;

    Slot[] _slots = [];

    /// <summary>By the last bits of a hash, the slot of its newest id, counted from 1; each slot names the one before.</summary>
    int[] _chains = [];
    int _free;
    int _used;
    int _windows;

    /// <summary>How many ids there are in all windows.</summary>
    public int Count { get; private set; }

    public bool Contains(in IdWindow window, string id)
    {
        if (window.Count == 0)
            return false;
        var compact = new CompactId(id);
        return Contains(window.Number, compact, HashOf(window.Number, compact));
    }

    /// <summary>Adds an id; false where it is in the window.</summary>
    /// <param name="window">Where to.</param>
    /// <param name="id">The id.</param>
    /// <param name="timestamp">When it came into being.</param>
    /// <param name="gone">The one that had to go for it; null when none had to.</param>
    public bool TryAdd(ref IdWindow window, string id, long timestamp, out IdEntry? gone)
    {
        gone = null;
        if (window.Number == 0)
            window.Number = ++_windows;
        var entry = new IdEntry(new CompactId(id), timestamp);
        var hash = HashOf(window.Number, entry.Id);
        if (Contains(window.Number, entry.Id, hash))
            return false;
        if (window.Count == IdWindow.Capacity)
            gone = RemoveFirst(ref window);
        var number = Take();
        ref var slot = ref _slots[number - 1];
        (slot.Entry, slot.Hash, slot.Window, slot.NextOfWindow) = (entry, hash, window.Number, 0);
        Link(number);
        if (window.Count++ == 0)
            window.First = number;
        else
            _slots[window.Last - 1].NextOfWindow = number;
        window.Last = number;
        Count++;
        return true;
    }

    /// <summary>Empties a window.</summary>
    public void Clear(ref IdWindow window)
    {
        while (window.Count > 0)
            RemoveFirst(ref window);
    }

    static int HashOf(int window, CompactId id) => id.GetHashCode() ^ (window * -1640531535);

    bool Contains(int window, CompactId id, int hash)
    {
        if (_chains.Length == 0)
            return false;
        for (var number = _chains[ChainOf(hash)]; number > 0; number = _slots[number - 1].NextOfChain)
        {
            ref var slot = ref _slots[number - 1];
            if (slot.Hash == hash && slot.Window == window && slot.Entry.Id.Equals(id))
                return true;
        }
        return false;
    }

    int ChainOf(int hash) => hash & (_chains.Length - 1);

    /// <summary>A slot that is free, counted from 1.</summary>
    int Take()
    {
        if (_free > 0)
        {
            var number = _free;
            _free = _slots[number - 1].NextOfWindow;
            return number;
        }
        if (_used == _slots.Length)
            Grow();
        return ++_used;
    }

    /// <summary>None is free, hence all are linked.</summary>
    void Grow()
    {
        Array.Resize(ref _slots, Math.Max(FirstSize, _slots.Length * 2));
        _chains = new int[_slots.Length];
        for (var number = 1; number <= _used; number++)
            Link(number);
    }

    void Link(int number)
    {
        ref var slot = ref _slots[number - 1];
        ref var chain = ref _chains[ChainOf(slot.Hash)];
        slot.NextOfChain = chain;
        chain = number;
    }

    IdEntry RemoveFirst(ref IdWindow window)
    {
        var number = window.First;
        ref var slot = ref _slots[number - 1];
        ref var link = ref _chains[ChainOf(slot.Hash)];
        while (link != number)
            link = ref _slots[link - 1].NextOfChain;
        link = slot.NextOfChain;
        var gone = slot.Entry;
        window.First = slot.NextOfWindow;
        slot = new Slot { NextOfWindow = _free };
        _free = number;
        window.Count--;
        Count--;
        return gone;
    }

    struct Slot
    {
        public IdEntry Entry;
        public int Hash;
        public int NextOfChain;

        /// <summary>The next id of its window; the next free slot where it is free.</summary>
        public int NextOfWindow;
        public int Window;
    }
}
