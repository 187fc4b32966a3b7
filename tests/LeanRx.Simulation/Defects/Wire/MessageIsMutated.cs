using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>One message in twenty arrives with another text.</summary>
sealed class MessageIsMutated : WireDefect
{
    public override string FoundBy => "invented";

    protected override Tamper Make(VirtualWorld world, IScheduler scheduler) => new Wire { Scheduler = scheduler };

    sealed class Wire : Tamper
    {
        int _count;

        public override void Receive(Frame frame, Action<Frame> pass) =>
            pass(frame is DirectFrame { Body: { } body } direct && ++_count % 20 == 0
                ? direct with { Body = body.Replace("_lctext\":\"", "_lctext\":\"not ", StringComparison.Ordinal) } : frame);
    }
}
