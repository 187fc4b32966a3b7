using System.Reactive.Concurrency;
using System.Runtime.CompilerServices;
using LeanRx.Cli.Common;
using LeanRx.Cli.Operators;
using LeanRx.Cli.Rest;

namespace LeanRx.Cli.Benchmarking;

/// <summary>A load from beginning to end, looked at every second.</summary>
/// <param name="settings">The load.</param>
/// <param name="clients">Logged in.</param>
/// <param name="run">What messages begin with.</param>
/// <param name="api">To ask the server for its memory; null without a master key.</param>
/// <param name="scheduler">The clock.</param>
sealed class Bench(BenchSettings settings, BenchClients clients, string run, OperatorApi? api, IScheduler scheduler)
{
    static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    readonly BenchTally _tally = new();
    MemoryTrace _memory = MemoryTrace.Unknown;
    MemoryTrace _serverMemory = MemoryTrace.Unknown;
    TimeSpan _elapsed;

    public BenchReport Report()
    {
        var (send, delivery, errors) = _tally.Total();
        return new BenchReport(settings, _elapsed)
        {
            Send = send,
            Delivery = delivery,
            Errors = errors,
            Unanswered = _tally.Outstanding,
            Memory = _memory,
            ServerMemory = _serverMemory,
        };
    }

    /// <param name="cancellationToken">Ends the load before its time; what was sent is waited for all the same.</param>
    public async IAsyncEnumerable<BenchSecond> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var load = new Load(settings, clients, new Stamp(run, settings.Payload), _tally, scheduler);
        clients.Follow(load.Receive);
        var running = load.RunAsync(cancellationToken);
        var lookedAt = load.Elapsed;
        for (var number = 1; !running.IsCompleted; number++)
        {
            await Task.WhenAny(running, Pause.ForAsync(scheduler, (s_second * number) - load.Elapsed, CancellationToken.None)).ConfigureAwait(false);
            var now = load.Elapsed;
            var (send, delivery, errors) = _tally.Look();
            var look = new BenchSecond(now, now - lookedAt)
            {
                Acknowledged = send.Count,
                Delivered = delivery.Count,
                Send = send,
                Delivery = delivery,
                Errors = errors,
                Outstanding = _tally.Outstanding,
                Memory = Environment.WorkingSet,
                ServerMemory = await ServerMemoryAsync().ConfigureAwait(false),
            };
            lookedAt = now;
            _elapsed = now;
            _memory = _memory.With(look.Memory);
            _serverMemory = _serverMemory.With(look.ServerMemory);
            yield return look;
        }
        await running.ConfigureAwait(false);
    }

    async Task<long?> ServerMemoryAsync()
    {
        if (api is null)
            return null;
        try
        {
            return (await ServerFigures.ReadAsync(api, CancellationToken.None).ConfigureAwait(false)).Figures.MemoryBytes;
        }
        catch (ToolException)
        {
            return null; // A server of another kind, or one that has no time: the load goes on.
        }
    }
}
