using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>What is unread does not go down when another device of the same client reads.</summary>
sealed class ReadsElsewhereAreNotHeard : WireDefect
{
    public override string FoundBy => "law 15: Tom shows unread count";

    protected override Tamper Make(VirtualWorld world, IScheduler scheduler) => new Wire { Scheduler = scheduler };

    sealed class Wire : Tamper
    {
        public override void Receive(Frame frame, Action<Frame> pass)
        {
            if (frame is not UnreadFrame { Conversations: [{ Data: null }] })
                pass(frame);
        }
    }
}
