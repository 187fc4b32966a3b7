using System.Reactive.Concurrency;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>A defect that shows on the wire of each client.</summary>
abstract class WireDefect : Defect
{
    protected abstract Tamper Make(VirtualWorld world, IScheduler scheduler);

    public override LeanClientOptions Change(LeanClientOptions options, VirtualWorld world) =>
        options with { Transport = new TamperedTransport(options.Transport!, Make(world, options.Scheduler)) };
}
