using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>After one reconnect no heartbeat is ever sent again (coverage row D1).</summary>
sealed class HeartbeatOnFirstSocketOnly : WireDefect
{
    public override string FoundBy => "law 3";

    protected override Tamper Make(VirtualWorld world, IScheduler scheduler) => new Wire { Scheduler = scheduler };

    sealed class Wire : Tamper
    {
        public override void Send(Frame frame, Action<Frame> pass)
        {
            if (frame is not HeartbeatFrame || Socket == 1)
                pass(frame);
        }
    }
}
