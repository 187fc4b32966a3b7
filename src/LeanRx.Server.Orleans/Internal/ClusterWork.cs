using System.Reactive.Concurrency;
using LeanRx.Server.Hosting;
using LeanRx.Server.PostgreSql.Internal;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>What a node does by itself while it is part of the cluster.</summary>
sealed class ClusterWork : IAsyncDisposable
{
    static readonly TimeSpan s_reading = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan s_looking = TimeSpan.FromMilliseconds(50);

    /// <summary>A call that takes longer is reason to look whether the node is still there.</summary>
    static readonly TimeSpan s_slow = TimeSpan.FromMilliseconds(100);

    readonly ClusterParts _parts;
    readonly IClusterMembershipService _orleans;
    readonly CancellationTokenSource _ending = new();
    readonly Bell _bell;
    readonly Bell _rebalancing;
    readonly List<Task> _loops = [];

    public ClusterWork(ClusterParts parts, IClusterMembershipService orleans)
    {
        (_parts, _orleans) = (parts, orleans);
        _bell = new Bell(parts.Scheduler);
        _rebalancing = new Bell(parts.Scheduler);
    }

    /// <summary>Begins. What the table says of nodes is told to the engine from here on.</summary>
    public void Start()
    {
        _parts.Membership.Changed = Change;
        _loops.Add(RepeatAsync("reading the table of nodes", async () =>
        {
            await _bell.WaitAsync(s_reading, _ending.Token).ConfigureAwait(false);
            await _parts.Membership.ReadAsync().ConfigureAwait(false);
        }));
        _loops.Add(RepeatAsync("looking after slow nodes", async () =>
        {
            await Waiting.ForAsync(_parts.Scheduler, s_looking, _ending.Token).ConfigureAwait(false);
            await Task.WhenAll(_parts.Links.Slow(s_slow).Select(_parts.Evidence.LookAsync)).ConfigureAwait(false);
        }));
        _loops.Add(RepeatAsync("following Orleans", async () =>
        {
            await foreach (var snapshot in _orleans.MembershipUpdates.WithCancellation(_ending.Token).ConfigureAwait(false))
                if (snapshot.Version.Value > _parts.Membership.View.Version)
                    _bell.Ring();
        }));
        _loops.Add(RepeatAsync("handing over slots", async () =>
        {
            await _rebalancing.WaitAsync(TimeSpan.FromSeconds(10), _ending.Token).ConfigureAwait(false);
            await _parts.Placement.RebalanceAsync().ConfigureAwait(false);
        }));
        _loops.Add(RunAsync("beginning", BeginAsync));
        _loops.Add(RunAsync("ending", EndAsync));
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_loops).ConfigureAwait(false);
        _ending.Dispose();
    }

    async Task BeginAsync()
    {
        await _parts.Rows.SayServesAsync(true).ConfigureAwait(false);
        await _parts.Membership.ReadAsync().ConfigureAwait(false);
        await _parts.Settlement.SettleAsync(row => row.Owner is null || !_parts.Membership.View.Has(row.Owner), _ending.Token).ConfigureAwait(false);
    }

    /// <summary>Who was given up reaches nobody any more: what waits for the others has to know.</summary>
    async Task EndAsync()
    {
        await _parts.Membership.Ended.WaitAsync(_ending.Token).ConfigureAwait(false);
        foreach (var node in await _parts.Membership.IsolateAsync().ConfigureAwait(false))
        {
            Part(node);
            _parts.Engine.LoseNode(node);
        }
    }

    void Part(ClusterNode node)
    {
        _parts.Owners.Forget(node);
        _parts.Links.Close(node);
        _parts.Arrivals.Close(node);
    }

    /// <summary>Nobody has to wait for what a lost node remembers where that has ended.</summary>
    Task LookAsync(ClusterNode node) => RunAsync("looking whether a lost node has ended", () => _parts.Evidence.LookAsync(node));

    void Change(ClusterView before, ClusterView next)
    {
        foreach (var node in next.Nodes.Except(before.Nodes))
            ClusterLog.Joined(_parts.Log, node);
        foreach (var node in before.Nodes.Except(next.Nodes))
        {
            ClusterLog.Lost(_parts.Log, node);
            Part(node);
            _ = RunAsync("taking over what a lost node owned", async () =>
            {
                await _parts.Settlement.SettleAsync(row => row.Owner == node, _ending.Token, () => LookAsync(node)).ConfigureAwait(false);
                _parts.Engine.LoseNode(node);
            });
        }
        _rebalancing.Ring();
        if (next.Version > _orleans.CurrentSnapshot.Version.Value)
            _ = RunAsync("telling Orleans of nodes", () => _orleans.Refresh(new MembershipVersion(next.Version), _ending.Token).AsTask());
    }

    async Task RepeatAsync(string what, Func<Task> work)
    {
        while (!_ending.IsCancellationRequested && !_parts.Membership.Ended.IsCompleted)
            if (!await RunAsync(what, work).ConfigureAwait(false) && !_ending.IsCancellationRequested)
                await RunAsync(what, () => Waiting.ForAsync(_parts.Scheduler, s_looking, _ending.Token)).ConfigureAwait(false);
    }

    async Task<bool> RunAsync(string what, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !_ending.IsCancellationRequested)
        {
            ClusterLog.TriesAgain(_parts.Log, exception, what);
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
