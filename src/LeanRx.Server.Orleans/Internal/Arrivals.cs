using LeanRx.Server.Hosting;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>What arrives from each node that is there: every batch once, in order, and nothing after the node has left.</summary>
sealed class Arrivals(Membership membership, IClusterEngine engine)
{
    readonly Lock _lock = new();
    readonly Dictionary<ClusterNode, Arrival> _arrivals = [];

    /// <returns>Whether it was taken: false where the node is not there.</returns>
    public bool Take(ClusterNode from, long number, ReadOnlyMemory<byte> batch) => Of(from)?.Take(number, batch) ?? false;

    /// <summary>Nothing of it is taken any more, and nothing is being taken.</summary>
    public void Close(ClusterNode node)
    {
        Arrival? arrival;
        lock (_lock)
            _arrivals.Remove(node, out arrival);
        arrival?.Close();
    }

    Arrival? Of(ClusterNode from)
    {
        lock (_lock)
            return _arrivals.TryGetValue(from, out var arrival) ? arrival : membership.View.Has(from) ? _arrivals[from] = new Arrival(from, engine) : null;
    }

    sealed class Arrival(ClusterNode from, IClusterEngine engine)
    {
        readonly Lock _lock = new();
        long _last;
        bool _isClosed;

        public bool Take(long number, ReadOnlyMemory<byte> batch)
        {
            lock (_lock)
            {
                if (_isClosed || number > _last + 1)
                    return false;
                if (number <= _last)
                    return true;
                var items = LinkBatch.Read(batch);
                _last = number;
                foreach (var item in items)
                    engine.Receive(from, item);
                return true;
            }
        }

        public void Close()
        {
            lock (_lock)
                _isClosed = true;
        }
    }
}
