using LeanRx.Server.Hosting;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>Things by the node for which they are, in the order in which the nodes came. Mostly there are none, and never many nodes.</summary>
internal struct ByNode<T>
{
    List<(ClusterNode Node, List<T> Things)>? _all;

    public readonly IReadOnlyList<(ClusterNode Node, List<T> Things)> All => _all ?? (IReadOnlyList<(ClusterNode Node, List<T> Things)>)[];

    public void Add(ClusterNode node, T thing)
    {
        foreach (var (known, things) in _all ??= [])
            if (known == node)
            {
                things.Add(thing);
                return;
            }
        _all.Add((node, [thing]));
    }
}
