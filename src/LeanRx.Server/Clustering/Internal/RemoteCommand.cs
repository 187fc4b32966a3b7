using LeanRx.Server.Hosting;
using LeanRx.Server.Ownership.Internal;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>A request of another node that is done here. It is answered when all of it is done: a send, when it is durable.</summary>
internal sealed class RemoteCommand(ClusterPort port, ClusterNode from, SlotRequest request)
{
    int _open = 1;
    Exception? _fault;

    public void Begin() => Interlocked.Increment(ref _open);

    public void Fail(Exception fault) => Interlocked.CompareExchange(ref _fault, fault, null);

    public void End()
    {
        if (Interlocked.Decrement(ref _open) == 0)
            port.Answer(from, request, _fault, null);
    }

    /// <summary>It is to be requested of another owner.</summary>
    public void GiveBack() => Fail(new NotOwnerException(request.Slot));
}
