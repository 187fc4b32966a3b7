using LeanRx.Server.Clustering.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Tests.Support;

/// <summary>Two places of conversations in one engine, and the homes of clients as a test wants them.</summary>
sealed class SplitTopology(OwnedStores stores, Func<IClientHomes, IClientHomes>? homes) : Topology(stores)
{
    public override IConversationPlaces Places(IConversationPlace own) => new SplitPlaces(own);

    public override IClientHomes Homes(Application app, IClientHomes own) => homes?.Invoke(own) ?? own;
}
