using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>What was missed is fetched before the client is logged in again: what is stored between the two is not heard.</summary>
sealed class FetchBeforeSubscribe : WireDefect
{
    public override string FoundBy => "law 8";

    protected override Tamper Make(VirtualWorld world, IScheduler scheduler) => new Wire { Scheduler = scheduler };

    sealed class Wire : Tamper
    {
        static readonly TimeSpan Fetching = TimeSpan.FromSeconds(1);

        long _fetchedAt = long.MaxValue;

        public override void Send(Frame frame, Action<Frame> pass)
        {
            if (Socket == 1 || frame is not SessionFrame { Operation: SessionOperations.Open })
            {
                pass(frame);
                return;
            }
            _fetchedAt = Scheduler.Now.ToUnixTimeMilliseconds();
            Scheduler.Schedule(Fetching, () => pass(frame));
        }

        public override void Receive(Frame frame, Action<Frame> pass) =>
            pass(frame is LogsFrame { Items: { } items } logs ? logs with { Items = [.. items.Where(item => item.Timestamp <= _fetchedAt)] } : frame);
    }
}
