using System.Reactive.Concurrency;
using LeanRx.Server;
using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>The store takes writes of owners that were replaced while they were on their way.</summary>
sealed class NobodyIsFenced : ClusterDefect
{
    static readonly TimeSpan s_onTheWay = TimeSpan.FromMilliseconds(800);

    Func<VirtualWorld>? _world;

    public override string FoundBy => "law 8";

    public override IMessageStore Change(IMessageStore store) => new Store((IFencedStore)store, () => _world!().Scheduler);

    protected override ICluster Make(ICluster node, Func<VirtualWorld> world)
    {
        _world = world;
        return node;
    }

    sealed class Store(IFencedStore inner, Func<IScheduler> clock) : ForwardingFencedStore(inner)
    {
        public override IMessageStore OfClaim(SlotClaim claim) => new Late(Inner, clock);
    }

    sealed class Late(IMessageStore inner, Func<IScheduler> clock) : ForwardingStore(inner)
    {
        public override IMessageLog Messages { get; } = new LateLog(inner.Messages, clock);
    }

    /// <summary>Every fifth message takes long.</summary>
    sealed class LateLog(IMessageLog inner, Func<IScheduler> clock) : ForwardingMessageLog(inner)
    {
        int _count;

        public override async ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default)
        {
            if (++_count % 5 == 0)
            {
                // Without the option that runs continuations elsewhere: what follows happens at its instant.
                var arrived = new TaskCompletionSource();
                clock().Schedule(s_onTheWay, arrived.SetResult);
                await arrived.Task;
            }
            return await base.AppendAsync(message, cancellationToken);
        }
    }
}
