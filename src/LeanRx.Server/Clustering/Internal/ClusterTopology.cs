using System.Globalization;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>The same for a node of a cluster: with whichever node owns the slot.</summary>
internal sealed class ClusterTopology : Topology
{
    readonly ClusterPort _port;

    public ClusterTopology(IFencedStore store, ICluster cluster)
        : this(new ClusterPort(cluster, new SlotTable(store, cluster)))
    {
    }

    ClusterTopology(ClusterPort port)
        : base(port.OwnSlots) => _port = port;

    public override IConversationPlaces Places(IConversationPlace own) => new ClusterPlaces(own, _port);

    public override IClientHomes Homes(Application app, IClientHomes own) => new ClusterHomes(app, own, _port);

    public override void Begin(EngineParts parts)
    {
        var self = _port.Cluster.Self;
        parts.Services.Tokens.Node = 1 + Slots.Of(self.Name, self.Life.ToString(CultureInfo.InvariantCulture));
        _port.Cluster.Start(new ClusterEngine(parts, _port));
    }
}
