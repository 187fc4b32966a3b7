namespace LeanRx.Common.Internal;

/// <summary>The last message ids of one conversation, at most <see cref="Capacity"/>. Small while few came: most conversations are quiet.</summary>
internal sealed class IdWindow
{
    public const int Capacity = 1024;

    /// <summary>Up to here looking through the ring is as fast as hashing.</summary>
    const int Few = 16;

    Entry[] _ring = new Entry[4];
    HashSet<string>? _set;
    int _start;

    public int Count { get; private set; }

    public bool Contains(string id)
    {
        if (_set is not null)
            return _set.Contains(id);
        for (var index = 0; index < Count; index++)
        {
            if (_ring[(_start + index) % _ring.Length].Id == id)
                return true;
        }
        return false;
    }

    /// <summary>Adds an id that is not in the window yet. Yields the one that had to go for it; its id is null when none had to.</summary>
    public Entry Add(string id, long timestamp)
    {
        var gone = default(Entry);
        if (Count == Capacity)
        {
            gone = _ring[_start];
            _set!.Remove(gone.Id!);
            _start = (_start + 1) % _ring.Length;
            Count--;
        }
        else if (Count == _ring.Length)
        {
            Grow();
        }
        _ring[(_start + Count) % _ring.Length] = new Entry(id, timestamp);
        Count++;
        if (_set is not null)
            _set.Add(id);
        else if (Count > Few)
            _set = Hash();
        return gone;
    }

    void Grow()
    {
        var larger = new Entry[_ring.Length * 2];
        for (var index = 0; index < Count; index++)
            larger[index] = _ring[(_start + index) % _ring.Length];
        _ring = larger;
        _start = 0;
    }

    HashSet<string> Hash()
    {
        var set = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < Count; index++)
            set.Add(_ring[(_start + index) % _ring.Length].Id!);
        return set;
    }

    public readonly record struct Entry(string? Id, long Timestamp);
}
