namespace LeanRx.Tests.Transport;

/// <summary>Counts what the whole process holds, so nothing else may run beside it.</summary>
public abstract class LeakContract
{
    /// <summary>The transport that is tried.</summary>
    protected abstract ITransport Transport { get; }

    [Fact]
    [Trait("Speed", "slow")]
    public async Task A_thousand_connections_opened_and_closed_leave_nothing_behind()
    {
        await using var server = new RawWebSocketServer(peer => peer.EchoAsync());
        await CycleAsync(server, 50);
        var before = Sockets();
        Assert.Equal(OperatingSystem.IsLinux(), before > 0);
        var timers = Timer.ActiveCount;
        await CycleAsync(server, 1000);
        await server.WhenAllGoneAsync();
        Assert.Equal(0, server.Open);
        await SocketsFallToAsync(before);
        Assert.InRange(Timer.ActiveCount - timers, long.MinValue, 10);
    }

    async Task CycleAsync(RawWebSocketServer server, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var connection = Transport.Create(server.Address, "");
            using var log = new TransportLog(connection);
            Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());
            connection.Send("{}"u8.ToArray(), isText: true);
            Assert.Equal("{}", await log.NextTextAsync());
            log.Unsubscribe();
        }
        await server.WhenAllGoneAsync();
    }

    /// <summary>The runtime closes the last descriptors on its own threads, a moment after the peer has seen the end.</summary>
    static async Task SocketsFallToAsync(int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (Sockets() > count && !patience.IsCancellationRequested)
            await Task.Yield();
        Assert.InRange(Sockets(), 0, count);
    }

    /// <summary>File descriptors of this process that are sockets; 0 where the system does not list them.</summary>
    static int Sockets() => Directory.Exists("/proc/self/fd")
        ? Directory.GetFiles("/proc/self/fd").Count(file => new FileInfo(file).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true)
        : 0;
}
