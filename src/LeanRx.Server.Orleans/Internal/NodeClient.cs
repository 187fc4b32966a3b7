using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;
using Orleans.Runtime.Services;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Calls other nodes.</summary>
sealed class NodeClient(IServiceProvider services, ClusterNode self) : GrainServiceClient<INodeService>(services)
{
    readonly string _self = self.ToString();

    public Task<bool> ReceiveAsync(ClusterNode node, long number, byte[] batch) =>
        GetGrainService(NodeName.SiloOf(node)).ReceiveAsync(_self, number, batch);

    /// <summary>Asks a node to own slots, of which some may have been released for it.</summary>
    /// <returns>Those of them that it owns now.</returns>
    public async Task<IReadOnlyList<SlotOwner>> OwnAsync(ClusterNode node, IReadOnlyList<int> slots, IReadOnlyDictionary<int, long>? released = null)
    {
        var epochs = await GetGrainService(NodeName.SiloOf(node))
            .OwnAsync(_self, [.. slots], [.. slots.Select(slot => released?.GetValueOrDefault(slot) ?? 0)]).ConfigureAwait(false);
        return [.. slots.Zip(epochs).Where(static pair => pair.Second > 0).Select(pair => new SlotOwner(node, new SlotClaim(pair.First, pair.Second)))];
    }
}
