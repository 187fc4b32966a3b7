namespace LeanRx.Common.Internal;

/// <summary>The last message ids of one conversation, at most <see cref="Capacity"/>. Small while few came: most conversations are quiet.</summary>
internal sealed class IdWindow
{
    public const int Capacity = 1024;

    /// <summary>Up to here looking through the ring is as fast as hashing.</summary>
    const int Few = 16;

    const int FirstSize = 4;

    Slot[] _ring = [];

    /// <summary>
    /// By the last bits of a hash, where its newest id is in the ring, counted from 1; each id there names the one before. Empty while few came.
    /// </summary>
    short[] _chains = [];
    int _start;

    public int Count { get; private set; }

    public bool Contains(string id) => Contains(id, HashOf(id));

    /// <summary>Adds an id; false where it is in the window.</summary>
    /// <param name="gone">The one that had to go for it; its id is null when none had to.</param>
    public bool TryAdd(string id, long timestamp, out Entry gone)
    {
        gone = default;
        var hash = HashOf(id);
        if (Contains(id, hash))
            return false;
        if (Count == Capacity)
            gone = RemoveFirst();
        else if (Count == _ring.Length)
            Grow();
        var index = (_start + Count++) % _ring.Length;
        _ring[index] = new Slot { Entry = new Entry(id, timestamp), Hash = hash };
        if (_chains.Length > 0)
            Link(index);
        else if (Count > Few)
            Chain();
        return true;
    }

    static int HashOf(string id) => StringComparer.Ordinal.GetHashCode(id);

    bool Contains(string id, int hash)
    {
        if (_chains.Length > 0)
        {
            for (var number = _chains[ChainOf(hash)]; number > 0; number = _ring[number - 1].Next)
            {
                if (_ring[number - 1].Is(id, hash))
                    return true;
            }
            return false;
        }
        for (var index = 0; index < Count; index++)
        {
            if (_ring[index].Is(id, hash))
                return true;
        }
        return false;
    }

    int ChainOf(int hash) => hash & (_chains.Length - 1);

    /// <summary>The oldest is the last of its chain.</summary>
    Entry RemoveFirst()
    {
        var first = _ring[_start];
        ref var number = ref _chains[ChainOf(first.Hash)];
        while (number != _start + 1)
            number = ref _ring[number - 1].Next;
        number = 0;
        _ring[_start] = default;
        _start = (_start + 1) % _ring.Length;
        Count--;
        return first.Entry;
    }

    /// <summary>Nothing had to go yet, hence the ring begins at its beginning.</summary>
    void Grow()
    {
        Array.Resize(ref _ring, Math.Max(FirstSize, _ring.Length * 2));
        if (_chains.Length > 0)
            Chain();
    }

    void Chain()
    {
        _chains = new short[2 * _ring.Length];
        for (var index = 0; index < Count; index++)
            Link(index);
    }

    void Link(int index)
    {
        ref var number = ref _chains[ChainOf(_ring[index].Hash)];
        _ring[index].Next = number;
        number = (short)(index + 1);
    }

    public readonly record struct Entry(string? Id, long Timestamp);

    struct Slot
    {
        public Entry Entry;
        public int Hash;
        public short Next;

        public readonly bool Is(string id, int hash) => Hash == hash && Entry.Id == id;
    }
}
