using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>An answer that says no never reaches the caller, who waits for ever (D9).</summary>
sealed class ErrorsAreNotHeard : WireDefect
{
    public override string FoundBy => "law 4";

    public override LeanClientOptions Change(LeanClientOptions options, VirtualWorld world) =>
        base.Change(options, world) with { CommandTimeout = Timeout.InfiniteTimeSpan };

    protected override Tamper Make(VirtualWorld world, IScheduler scheduler) => new Wire { Scheduler = scheduler };

    sealed class Wire : Tamper
    {
        public override void Receive(Frame frame, Action<Frame> pass)
        {
            if (frame is not (ErrorFrame or AckFrame { Code: > 0 }))
                pass(frame);
        }
    }
}
