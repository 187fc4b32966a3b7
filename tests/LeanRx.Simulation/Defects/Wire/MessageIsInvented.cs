using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>One message in twenty comes with another that nobody sent.</summary>
sealed class MessageIsInvented : WireDefect
{
    public override string FoundBy => "invented";

    protected override Tamper Make(VirtualWorld world, IScheduler scheduler) => new Wire { Scheduler = scheduler };

    sealed class Wire : Tamper
    {
        int _count;

        public override void Receive(Frame frame, Action<Frame> pass)
        {
            if (frame is DirectFrame { MessageId: { } id } direct && ++_count % 20 == 0)
                pass(direct with { MessageId = $"{id}~" });
            pass(frame);
        }
    }
}
