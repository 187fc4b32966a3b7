using System.Reactive.Concurrency;
using System.Text;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>
/// What keeps a socket from being cut for silence (protocol.md §11.1 row 4: after a reconnect AV.realtime sends nothing, but browsers answer pings).
/// </summary>
public sealed class LifeSignTests : ServerTest
{
    [Fact]
    public async Task Pings_keep_a_socket_that_sends_no_frame()
    {
        var clock = new HistoricalScheduler(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
        var server = await StartAsync(clock);
        await using var tom = await RawConnection.ConnectAsync(server.Url, Patience);
        await tom.SendTextAsync("""{"cmd":"session","op":"open","appId":"demo","i":1,"peerId":"tom"}""");
        Assert.Contains("\"opened\"", Encoding.UTF8.GetString((await tom.ReceiveFrameAsync()).Payload));

        for (var times = 0; times < 3; times++)
        {
            clock.AdvanceBy(TimeSpan.FromMinutes(5));
            await tom.SendFrameAsync(0x89, [7]);
            Assert.Equal(0x8A, (await tom.ReceiveFrameAsync()).FirstByte);
        }

        Assert.True(server.Engine.Applications["demo"].Clients.IsOnline("tom"));
        clock.AdvanceBy(TimeSpan.FromMinutes(6));
        Assert.Equal((4107, "READ_TIMEOUT"), await tom.ReceiveCloseAsync());
        Assert.False(server.Engine.Applications["demo"].Clients.IsOnline("tom"));
    }
}
