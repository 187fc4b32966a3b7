using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>A socket that was given up is never closed: two live sockets for one client.</summary>
sealed class OldSocketStaysOpen : WireDefect
{
    public override string FoundBy => "law 3: 4 clients had";

    protected override Tamper Make(VirtualWorld world, IScheduler scheduler) => new Wire { Scheduler = scheduler };

    sealed class Wire : Tamper
    {
        public override bool HangsUp => false;
    }
}
