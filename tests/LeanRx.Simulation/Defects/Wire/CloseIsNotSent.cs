using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>Closing never sends <c>session/close</c> (D3).</summary>
sealed class CloseIsNotSent : WireDefect
{
    public override string FoundBy => "law 4: closing";

    protected override Tamper Make(VirtualWorld world, IScheduler scheduler) => new Wire { Scheduler = scheduler };

    sealed class Wire : Tamper
    {
        public override void Send(Frame frame, Action<Frame> pass)
        {
            if (frame is not SessionFrame { Operation: SessionOperations.Close })
                pass(frame);
        }
    }
}
