using System.Reactive.Concurrency;
using LeanRx.Server.Hosting;
using LeanRx.Server.PostgreSql.Internal;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>The parts of a node whose engine is there.</summary>
sealed class ClusterParts
{
    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    public ClusterParts(OrleansClusterOptions options, IClusterEngine engine, Membership membership, ClusterRows rows, NodeClient client,
        DeathEvidence evidence, IClusterMembershipService orleans, ILogger log)
    {
        (Scheduler, Engine, Membership, Rows, Evidence, Log) = (options.Store.Scheduler, engine, membership, rows, evidence, log);
        var self = membership.Self;
        Owners = new Owners(self, node => membership.View.Has(node));
        var claims = new Claims(rows, Owners, membership, self, engine);
        var moves = new Moves(Owners, client, self, engine, log);
        Search = new OwnerSearch(Owners, claims, moves, membership, client, Scheduler, log);
        Settlement = new Settlement(claims, Owners, membership, client, Scheduler, log);
        Placement = new Placement(Owners, moves, rows, membership);
        Arrivals = new Arrivals(membership, engine);
        Calls = new NodeCalls(membership, Arrivals, Owners, claims, moves, () => Placement.IsLeaving);
        Links = new Links(membership, node => new Link(node, options.MaxWaitingBytes,
            (number, batch) => client.ReceiveAsync(node, number, batch),
            async fault =>
            {
                if (fault is not null)
                    ClusterLog.TriesAgain(log, fault, "saying something to another node");
                await TryAsync(() => evidence.LookAsync(node), "looking whether a node has ended").ConfigureAwait(false);
                await Waiting.ForAsync(Scheduler, s_pause, default).ConfigureAwait(false);
            },
            bytes =>
            {
                ClusterLog.Overflow(log, node, bytes);
                _ = TryAsync(() => orleans.TryKill(NodeName.SiloOf(node)), "giving up a node");
            }));
    }

    public IScheduler Scheduler { get; }

    public IClusterEngine Engine { get; }

    public Membership Membership { get; }

    public ClusterRows Rows { get; }

    public DeathEvidence Evidence { get; }

    public ILogger Log { get; }

    public Owners Owners { get; }

    public OwnerSearch Search { get; }

    public Settlement Settlement { get; }

    public Placement Placement { get; }

    public Arrivals Arrivals { get; }

    public NodeCalls Calls { get; }

    public Links Links { get; }

    /// <summary>A link goes on whatever the database says of its node.</summary>
    async Task TryAsync(Func<Task> work, string what)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            ClusterLog.TriesAgain(Log, exception, what);
        }
    }
}
