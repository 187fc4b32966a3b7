using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>A device does not hear what another device of the same client did: it takes it for its own.</summary>
sealed class OtherDevicesAreNotHeard : WireDefect
{
    public override string FoundBy => "law 15: Tom";

    protected override Tamper Make(VirtualWorld world, IScheduler scheduler) => new Wire { Scheduler = scheduler };

    sealed class Wire : Tamper
    {
        public override void Receive(Frame frame, Action<Frame> pass)
        {
            var isOwn = frame switch
            {
                ConversationFrame { SerialId: null } push => push.InitiatedBy is { } by && by == push.PeerId,
                PatchFrame { SerialId: null, Patches: { } patches } push => patches.All(patch => patch.From == push.PeerId),
                _ => false,
            };
            if (!isOwn)
                pass(frame);
        }
    }
}
