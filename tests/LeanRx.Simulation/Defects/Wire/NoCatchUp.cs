using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>What was missed while the connection was lost is not fetched.</summary>
sealed class NoCatchUp : WireDefect
{
    public override string FoundBy => "law 8";

    protected override Tamper Make(VirtualWorld world, IScheduler scheduler) => new Wire { Scheduler = scheduler };

    sealed class Wire : Tamper
    {
        public override void Receive(Frame frame, Action<Frame> pass) => pass(frame is LogsFrame logs ? logs with { Items = [] } : frame);
    }
}
