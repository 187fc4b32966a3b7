using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>An answer to a change is folded some time after it came, as if it were said then: what was pushed meanwhile is put back.</summary>
sealed class AnswersAreTakenLate : WireDefect
{
    public override string FoundBy => "law 15";

    protected override Tamper Make(VirtualWorld world, IScheduler scheduler) => new Wire { Scheduler = scheduler };

    sealed class Wire : Tamper
    {
        static readonly TimeSpan Late = TimeSpan.FromSeconds(3);

        public override void Receive(Frame frame, Action<Frame> pass)
        {
            if (frame is ConversationFrame { SerialId: not null, Operation: ConversationOperations.Updated } answer)
                Scheduler.Schedule(Late, () => pass(answer with { UpdatedAt = null }));
            else
                pass(frame);
        }
    }
}
