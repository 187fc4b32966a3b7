using System.Reactive.Concurrency;
using System.Text.Json;
using LeanRx.Server.Clustering.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>A client is told what it missed before its home knows of it.</summary>
sealed class MissedIsAskedBeforeRegistered : ClusterDefect
{
    public override string FoundBy => "law 8";

    static readonly TimeSpan s_late = TimeSpan.FromMilliseconds(200);

    protected override ICluster Make(ICluster node, Func<VirtualWorld> world) => new Node(node, world);

    sealed class Node(ICluster inner, Func<VirtualWorld> world) : TamperedNode(inner)
    {
        public override void Send(ClusterNode node, ReadOnlyMemory<byte> item)
        {
            if (ItemForm.Read(item.Span) is not RegisterSeat login)
            {
                base.Send(node, item);
                return;
            }
            world().Scheduler.Schedule(TimeSpan.Zero, () => Answer(node, login, JsonSerializer.SerializeToElement(true)));
            world().Scheduler.Schedule(s_late, () => base.Send(node, item));
        }
    }
}
