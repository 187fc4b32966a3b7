using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Takes the calls of other nodes.</summary>
sealed class NodeService(GrainId id, Silo silo, ILoggerFactory loggers, NodeDoor door) : GrainService(id, silo, loggers), INodeService
{
    public Task<bool> ReceiveAsync(string from, long number, byte[] batch) => door.PassAsync(calls => calls.ReceiveAsync(NodeName.Parse(from), number, batch));

    public Task<long[]> OwnAsync(string from, int[] slots, long[] released) => door.PassAsync(calls => calls.OwnAsync(NodeName.Parse(from), slots, released));
}
