using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Ownership.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>Where conversations are decided and where clients are at home: of an engine that is alone, with itself.</summary>
internal class Topology(IOwnership ownership)
{
    public IOwnership Ownership => ownership;

    /// <exception cref="ArgumentException">The store keeps nobody from writing what is not its own.</exception>
    public static Topology Of(IMessageStore store, ICluster? cluster) => cluster is null ? new Topology(new SoleOwnership(store))
        : store is IFencedStore fenced ? new ClusterTopology(fenced, cluster)
        : throw new ArgumentException(
            $"A node of a cluster needs a store that several nodes may write ({nameof(IFencedStore)}), and {store.GetType().Name} is none.", nameof(store));

    /// <summary>The places of conversations, given that of this engine.</summary>
    public virtual IConversationPlaces Places(IConversationPlace own) => new SolePlaces(own);

    /// <summary>The homes of the clients of an application, given those whose home is here.</summary>
    public virtual IClientHomes Homes(Application app, IClientHomes own) => own;

    /// <summary>Begins to take what other nodes say.</summary>
    public virtual void Begin(EngineParts parts)
    {
    }
}
