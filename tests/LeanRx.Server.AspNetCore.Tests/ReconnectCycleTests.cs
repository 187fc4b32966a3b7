using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using LeanRx.Connections.Internal;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Laws 3 and 4 over real sockets: nothing of a lost connection stays behind.</summary>
[Collection(nameof(CountingTests))]
[Trait("Speed", "slow")]
public sealed class ReconnectCycleTests : ServerTest
{
    const int Cycles = 1000;
    const long MemoryBound = 512 * 1024;

    [Fact]
    public async Task A_thousand_losses_leave_no_command_timer_thread_socket_or_memory_behind()
    {
        var server = await StartAsync(new LeanServerOptions { Engine = new ServerOptions { Limits = ServerLimits.Unlimited } });
        var client = Own(new LeanClient(new LeanClientOptions
        {
            Server = server.WebSocketUrl,
            ClientId = "Tom",
            ReconnectPolicy = ReconnectPolicies.ExponentialBackoff(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)),
        }));
        await client.OpenAsync(Patience);
        var chat = await client.CreateConversationAsync(["Jerry"], cancellationToken: Patience);

        await CycleAsync(server, client, chat, Cycles); // Bounded memories, such as those of what was heard, are full then.
        var before = await CountAsync(server, client);
        await CycleAsync(server, client, chat, Cycles);
        var after = await CountAsync(server, client);

        Assert.Equal(before with { Memory = 0, Sockets = 0 }, after with { Memory = 0, Sockets = 0 });
        // The host closes sockets on its own time, so that the first count may hold some that are gone in the second.
        Assert.True(after.Sockets <= before.Sockets, $"{after.Sockets} sockets are open, and {before.Sockets} were.");
        Assert.True(after.Memory - before.Memory < MemoryBound, $"Memory grew by {after.Memory - before.Memory:N0} bytes in {Cycles} cycles.");
    }

    async Task CycleAsync(LeanServer server, LeanClient client, Conversation chat, int times)
    {
        for (var cycle = 0; cycle < times; cycle++)
        {
            var back = client.StateChanges.Skip(1).FirstAsync(state => state is ConnectionState.Connected).ToTask(Patience);
            server.DropConnections();
            await back;
            if (cycle % 10 == 0)
                await chat.SendAsync(new TextMessage($"cycle {cycle}"), new SendOptions { IsTransient = true }, Patience);
        }
    }

    /// <summary>Counts once the server has noticed every loss, which it does on its own time.</summary>
    async Task<Holdings> CountAsync(LeanServer server, LeanClient client)
    {
        await Observable.Interval(TimeSpan.FromMilliseconds(10))
            .FirstAsync(_ => server.Engine is { ConnectionCount: 1, SessionCount: 1, PendingCommandCount: 0 } && client.Diagnostics.Deliveries == 0)
            .ToTask(Patience);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        return new Holdings(client.Diagnostics, Sockets(), OwnThreads(), memory);
    }

    /// <summary>Threads but for those that the runtime starts and ends by itself, for its pool and for compiling.</summary>
    static int OwnThreads() =>
        Directory.GetDirectories("/proc/self/task").Count(task => NameOf(task) is not (".NET TP Worker" or ".NET TP Gate" or ".NET Tiered Com" or null));

    /// <summary>The name of a thread; null for one that has just ended.</summary>
    static string? NameOf(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).TrimEnd();
        }
        catch (IOException)
        {
            return null;
        }
    }

    static int Sockets() =>
        new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos().Count(file => file.LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);

    sealed record Holdings(SessionDiagnostics Session, int Sockets, int OwnThreads, long Memory);
}
