using System.Diagnostics;
using LeanRx.Server.Hosting;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Who is there, as the table says: read again and again, so that this node knows until when it has not been given up.</summary>
sealed class Membership(ClusterRows rows, ClusterNode self, ILogger log)
{
    /// <summary>
    /// For so long this node answers from what it remembers: a node that was given up later than the table was read is replaced later still.
    /// </summary>
    public static readonly TimeSpan Trust = TimeSpan.FromMilliseconds(800);

    readonly SemaphoreSlim _reading = new(1, 1);
    readonly TaskCompletionSource<ClusterException> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    ClusterView _view = new(-1, [new Member(self, MayOwn: false)]);
    long _readAt = long.MinValue;

    /// <summary>Called with the view before and the one that is, one change at a time.</summary>
    public Action<ClusterView, ClusterView>? Changed { get; set; }

    public ClusterNode Self => self;

    public ClusterView View => Volatile.Read(ref _view);

    /// <summary>Whether nobody can have taken over yet what this node owns.</summary>
    public bool IsCurrent => Volatile.Read(ref _readAt) is var at and not long.MinValue && Stopwatch.GetElapsedTime(at) < Trust && !_ended.Task.IsCompleted;

    /// <summary>Completes when this node is part of the cluster no longer, with the reason.</summary>
    public Task<ClusterException> Ended => _ended.Task;

    /// <summary>Reads the table, or waits for a reading that begins from now on.</summary>
    /// <exception cref="NodeEndedException">This node has been given up.</exception>
    public async Task ReadAsync()
    {
        var asked = Stopwatch.GetTimestamp();
        await _reading.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_readAt < asked)
                await ReadNowAsync().ConfigureAwait(false);
        }
        finally
        {
            _reading.Release();
        }
        await ThrowIfEndedAsync().ConfigureAwait(false);
    }

    public async ValueTask ThrowIfEndedAsync()
    {
        if (_ended.Task.IsCompleted)
            throw new NodeEndedException((await _ended.Task.ConfigureAwait(false)).Message);
    }

    public void End(string why, Exception? exception = null)
    {
        if (_ended.TrySetResult(new ClusterException($"The node {self} is part of the cluster no longer: {why}", exception)))
            ClusterLog.Ended(log, self, why);
    }

    /// <summary>Leaves this node alone, once it has ended.</summary>
    /// <returns>The others who were there.</returns>
    public async Task<IReadOnlyList<ClusterNode>> IsolateAsync()
    {
        await _reading.WaitAsync().ConfigureAwait(false);
        var others = View.Nodes.Where(node => node != self).ToList();
        Volatile.Write(ref _view, new ClusterView(View.Version, [new Member(self, MayOwn: false)]));
        _reading.Release();
        return others;
    }

    async Task ReadNowAsync()
    {
        if (_ended.Task.IsCompleted)
            return;
        var at = Stopwatch.GetTimestamp();
        var (read, whyNot) = await rows.ReadViewAsync().ConfigureAwait(false);
        if (read is not { } next)
        {
            End(whyNot);
            return;
        }
        var before = View;
        Volatile.Write(ref _view, next);
        Volatile.Write(ref _readAt, at);
        if (!before.IsSameAs(next))
            Changed?.Invoke(before, next);
    }
}
