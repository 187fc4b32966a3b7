using System.Globalization;
using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Server;
using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Benchmarks.Growing;

/// <summary>
/// Two nodes of a cluster in this process, on a virtual clock, and slots that move from one to the other and back. Nothing belongs to these slots; what is
/// there belongs to others.
/// </summary>
sealed class SlotMoves : IAsyncDisposable
{
    const int Moved = 64;

    readonly VirtualCluster _cluster;
    readonly MessagingEngine[] _engines;

    public SlotMoves()
    {
        var scheduler = new HistoricalScheduler(VirtualClock.Epoch);
        _cluster = new VirtualCluster(scheduler, new InMemoryMessageStore());
        _engines = [Engine("a"), Engine("b")];

        MessagingEngine Engine(string name) => new(_cluster.Store, new ServerOptions
        {
            Scheduler = scheduler,
            Cluster = _cluster.Join(name),
            Limits = ServerLimits.Unlimited with { MaxIdleConversations = 200_000 },
        });
    }

    /// <summary>How many moves a <see cref="MoveAsync"/> makes.</summary>
    public static int Moves => 2 * Moved;

    /// <summary>Logs clients in at the first node, each of which says something in a conversation of its own.</summary>
    public async Task FillAsync(int count)
    {
        foreach (var id in Elsewhere("c").Take(count))
        {
            var client = new EngineClient(_engines[0], id);
            await client.OpenAsync();
            await _cluster.Store.Conversations.SaveAsync(new ConversationRecord { ApplicationId = "demo", Id = id, Members = [id] });
            await client.AskAsync(new DirectFrame { ConversationId = id, Body = GrowthRun.Body });
        }
        await MoveAsync();
    }

    public async Task MoveAsync()
    {
        foreach (var name in new[] { "b", "a" })
            for (var slot = 0; slot < Moved; slot++)
                await _cluster.MoveSlotAsync(slot, name);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in _engines)
            await engine.DisposeAsync();
    }

    static IEnumerable<string> Elsewhere(string prefix)
    {
        for (var number = 0; ; number++)
            if (prefix + number.ToString("D8", CultureInfo.InvariantCulture) is var id && Slots.Of("demo", id) >= Moved)
                yield return id;
    }
}
