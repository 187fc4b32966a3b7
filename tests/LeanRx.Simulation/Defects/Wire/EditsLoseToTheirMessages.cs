using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>A message that was edited is put back to what it said when it came.</summary>
sealed class EditsLoseToTheirMessages : WireDefect
{
    public override string FoundBy => "law 15";

    protected override Tamper Make(VirtualWorld world, IScheduler scheduler) => new Wire { Scheduler = scheduler };

    sealed class Wire : Tamper
    {
        readonly Dictionary<string, string> _bodies = new(StringComparer.Ordinal);

        public override void Receive(Frame frame, Action<Frame> pass)
        {
            if (frame is DirectFrame { MessageId: { } id, Body: { } body })
                _bodies[id] = body;
            pass(frame);
            if (frame is PatchFrame { SerialId: null, Patches: { } patches } push)
                foreach (var patch in patches)
                    if (_bodies.TryGetValue(patch.MessageId!, out var original))
                        pass(push with { Patches = [patch with { IsRecall = false, Data = original, PatchTimestamp = patch.PatchTimestamp + 1 }] });
        }
    }
}
