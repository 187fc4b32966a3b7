using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>What was under way when the connection broke is not sent again.</summary>
sealed class ResendIsForgotten : WireDefect
{
    public override string FoundBy => "law 5";

    protected override Tamper Make(VirtualWorld world, IScheduler scheduler) => new Wire { Scheduler = scheduler };

    sealed class Wire : Tamper
    {
        readonly HashSet<string> _tokens = [];

        public override void Send(Frame frame, Action<Frame> pass)
        {
            if (frame is not DirectFrame { DeduplicationToken: { } token } || _tokens.Add(token))
                pass(frame);
        }
    }
}
