namespace LeanRx.Streams.Internal;

/// <summary>
/// The subscriptions of one stream: read without a lock, copied when one comes or goes. Nobody but the stream has the list, so that it is its own lock: an idle
/// client has more than twenty.
/// </summary>
internal sealed class SubscriptionList<T>
{
    Subscription<T>[] _current = [];
    bool _closed;

    public Subscription<T>[] Current => Volatile.Read(ref _current);

    public bool IsEmpty => Current.Length == 0;

    /// <summary>Adds a subscription; false when the stream has ended.</summary>
    public bool TryAdd(Subscription<T> subscription)
    {
        lock (this)
        {
            if (_closed)
                return false;
            _current = [.. _current, subscription];
            return true;
        }
    }

    public void Remove(Subscription<T> subscription)
    {
        lock (this)
        {
            var index = Array.IndexOf(_current, subscription);
            if (index >= 0)
                _current = [.. _current.AsSpan(0, index), .. _current.AsSpan(index + 1)];
        }
    }

    /// <summary>Takes everybody out; nobody gets in any more.</summary>
    public Subscription<T>[] Close()
    {
        lock (this)
        {
            _closed = true;
            var last = _current;
            _current = [];
            return last;
        }
    }
}
