using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>What waited for the connection goes out last first.</summary>
sealed class OutboxOutOfOrder : WireDefect
{
    public override string FoundBy => "law 5";

    protected override Tamper Make(VirtualWorld world, IScheduler scheduler) => new Wire { Scheduler = scheduler };

    sealed class Wire : Tamper
    {
        readonly Stack<(Frame Frame, Action<Frame> Pass)> _waiting = new();

        public override void Send(Frame frame, Action<Frame> pass)
        {
            if (frame is not DirectFrame || Socket == 1)
            {
                pass(frame);
                return;
            }
            _waiting.Push((frame, pass));
            Scheduler.Schedule(() =>
            {
                while (_waiting.TryPop(out var waiting))
                    waiting.Pass(waiting.Frame);
            });
        }
    }
}
