using System.Diagnostics.CodeAnalysis;

namespace LeanRx.Cli.Common;

/// <summary>The last things by their id, so many. Safe for calls from any thread.</summary>
sealed class BoundedMap<TValue>(int capacity)
{
    readonly Lock _lock = new();
    readonly Dictionary<string, TValue> _values = [];
    readonly Queue<string> _order = [];

    /// <summary>False when the id is there already.</summary>
    public bool TryAdd(string id, TValue value)
    {
        lock (_lock)
        {
            if (!_values.TryAdd(id, value))
                return false;
            _order.Enqueue(id);
            if (_order.Count > capacity)
                _values.Remove(_order.Dequeue());
            return true;
        }
    }

    public bool TryGet(string id, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
            return _values.TryGetValue(id, out value);
    }
}
