using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Limits.Internal;

/// <summary>
/// Counts by key within windows of one length; a window begins with the first thing counted in it. So many keys are known at a time: beyond that the oldest
/// window is forgotten.
/// </summary>
internal sealed class RateWindows<TKey>(EngineClock clock, TimeSpan length, int capacity) where TKey : notnull
{
    readonly Dictionary<TKey, Window> _windows = [];

    /// <summary>All windows in the order in which they began.</summary>
    readonly Queue<(TKey Key, Window Window)> _ends = new();

    public int Count
    {
        get
        {
            lock (_windows)
                return _windows.Count;
        }
    }

    /// <summary>
    /// Counts an amount; false, and nothing is counted, when it is over the limit. What is larger than the limit is taken as the first of a window.
    /// </summary>
    public bool TryCount(TKey key, long amount, long limit)
    {
        lock (_windows)
        {
            Forget();
            if (!_windows.TryGetValue(key, out var window))
            {
                if (_windows.Count >= capacity)
                    End();
                _windows.Add(key, window = new Window(clock.Elapsed));
                _ends.Enqueue((key, window));
            }
            if (window.Count > 0 && window.Count + amount > limit)
                return false;
            window.Count += amount;
            return true;
        }
    }

    void Forget()
    {
        while (_ends.TryPeek(out var first) && clock.Elapsed - first.Window.Since >= length)
            End();
    }

    void End() => _windows.Remove(_ends.Dequeue().Key);

    sealed class Window(TimeSpan since)
    {
        public TimeSpan Since { get; } = since;

        public long Count { get; set; }
    }
}
