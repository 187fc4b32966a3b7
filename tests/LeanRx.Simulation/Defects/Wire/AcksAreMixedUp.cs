using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>Two answers that are under way at the same time go to each other’s sends.</summary>
sealed class AcksAreMixedUp : WireDefect
{
    public override string FoundBy => "law 4";

    protected override Tamper Make(VirtualWorld world, IScheduler scheduler) => new Wire { Scheduler = scheduler };

    sealed class Wire : Tamper
    {
        AckFrame? _last;

        public override void Receive(Frame frame, Action<Frame> pass)
        {
            if (frame is AckFrame { MessageUid.Length: > 0 } ack)
            {
                pass(_last is null ? ack : ack with { MessageUid = _last.MessageUid, Timestamp = _last.Timestamp });
                _last = ack;
                return;
            }
            pass(frame);
        }
    }
}
