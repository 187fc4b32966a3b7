using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>A send that is repeated carries a new token.</summary>
sealed class NewTokenOnResend : WireDefect
{
    public override string FoundBy => "law 7";

    protected override Tamper Make(VirtualWorld world, IScheduler scheduler) => new Wire { Scheduler = scheduler };

    sealed class Wire : Tamper
    {
        readonly HashSet<string> _tokens = [];

        public override void Send(Frame frame, Action<Frame> pass) =>
            pass(frame is DirectFrame { DeduplicationToken: { } token } direct && !_tokens.Add(token)
                ? direct with { DeduplicationToken = $"{token}/{Socket}" } : frame);
    }
}
