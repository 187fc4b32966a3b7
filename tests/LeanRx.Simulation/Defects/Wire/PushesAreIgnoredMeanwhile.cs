using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>While an answer is awaited what the server pushes of conversations is ignored.</summary>
sealed class PushesAreIgnoredMeanwhile : WireDefect
{
    public override string FoundBy => "law 15";

    protected override Tamper Make(VirtualWorld world, IScheduler scheduler) => new Wire { Scheduler = scheduler };

    sealed class Wire : Tamper
    {
        readonly HashSet<int> _awaited = [];

        public override void Opened() => _awaited.Clear();

        public override void Send(Frame frame, Action<Frame> pass)
        {
            if (frame is { SerialId: { } serialId } and not DirectFrame)
                _awaited.Add(serialId);
            pass(frame);
        }

        public override void Receive(Frame frame, Action<Frame> pass)
        {
            if (frame.SerialId is { } serialId)
                _awaited.Remove(serialId);
            if (frame is not ConversationFrame { SerialId: null } || _awaited.Count == 0)
                pass(frame);
        }
    }
}
