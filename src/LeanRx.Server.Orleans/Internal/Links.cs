using LeanRx.Server.Hosting;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>A link to each node that is there and to which something was sent.</summary>
sealed class Links(Membership membership, Func<ClusterNode, Link> make)
{
    readonly Lock _lock = new();
    readonly Dictionary<ClusterNode, Link> _links = [];

    public void Send(ClusterNode node, ReadOnlyMemory<byte> item) => Of(node)?.Send(item);

    /// <summary>The nodes that let a call wait for so long.</summary>
    public IReadOnlyList<ClusterNode> Slow(TimeSpan time)
    {
        lock (_lock)
            return [.. _links.Values.Where(link => link.IsSlow(time)).Select(static link => link.Node)];
    }

    public void Close(ClusterNode node)
    {
        lock (_lock)
            if (_links.Remove(node, out var link))
                link.Close();
    }

    Link? Of(ClusterNode node)
    {
        lock (_lock)
            // Who has left does not come back: nothing is kept for it.
            return _links.TryGetValue(node, out var link) ? link : membership.View.Has(node) ? _links[node] = make(node) : null;
    }
}
