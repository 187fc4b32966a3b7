using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Takes the calls of other nodes, away from Orleans' own threads.</summary>
sealed class NodeService(GrainId id, Silo silo, ILoggerFactory loggers, NodeDoor door) : GrainService(id, silo, loggers), INodeService
{
    public Task<bool> ReceiveAsync(string from, long number, byte[] batch) =>
        Task.Run(async () => await (await door.OpenedAsync().ConfigureAwait(false)).ReceiveAsync(NodeName.Parse(from), number, batch).ConfigureAwait(false));

    public Task<long[]> OwnAsync(string from, int[] slots, long[] released) =>
        Task.Run(async () => await (await door.OpenedAsync().ConfigureAwait(false)).OwnAsync(NodeName.Parse(from), slots, released).ConfigureAwait(false));
}
