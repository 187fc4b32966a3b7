namespace LeanRx.Server.Internal;

/// <summary>Things kept for clients that may come back, each for the same time and handed out once.</summary>
internal sealed class Keepsakes<TKey, TValue>(EngineClock clock, TimeSpan window) where TKey : notnull
{
    readonly Dictionary<TKey, (TValue Value, TimeSpan Until)> _kept = [];

    /// <summary>What is kept, in the order in which it ends.</summary>
    readonly Queue<(TKey Key, TimeSpan Until)> _ends = new();

    public void Keep(TKey key, TValue value)
    {
        var until = clock.Elapsed + window;
        lock (_kept)
        {
            Forget();
            _kept[key] = (value, until);
            _ends.Enqueue((key, until));
        }
    }

    /// <summary>Hands out what waits under this key; the default when there is nothing any more.</summary>
    public TValue? Take(TKey key)
    {
        lock (_kept)
        {
            Forget();
            return _kept.Remove(key, out var kept) ? kept.Value : default;
        }
    }

    void Forget()
    {
        while (_ends.TryPeek(out var end) && end.Until <= clock.Elapsed)
        {
            _ends.Dequeue();
            if (_kept.TryGetValue(end.Key, out var kept) && kept.Until == end.Until)
                _kept.Remove(end.Key);
        }
    }
}
