using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>Messages that come close together are handed on in the wrong order.</summary>
sealed class OrderIsLost : WireDefect
{
    public override string FoundBy => "law 6";

    protected override Tamper Make(VirtualWorld world, IScheduler scheduler) => new Wire { Scheduler = scheduler };

    sealed class Wire : Tamper
    {
        static readonly TimeSpan Close = TimeSpan.FromMilliseconds(300);

        readonly Stack<(Frame Frame, Action<Frame> Pass)> _held = new();

        public override void Receive(Frame frame, Action<Frame> pass)
        {
            if (frame is not DirectFrame)
            {
                pass(frame);
                return;
            }
            _held.Push((frame, pass));
            if (_held.Count > 1)
                return;
            Scheduler.Schedule(Close, () =>
            {
                while (_held.TryPop(out var held))
                    held.Pass(held.Frame);
            });
        }
    }
}
