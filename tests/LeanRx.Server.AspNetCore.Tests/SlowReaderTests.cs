using System.Net.WebSockets;

namespace LeanRx.Server.AspNetCore.Tests;

[Trait("Speed", "slow")]
public class SlowReaderTests : ServerTest
{
    [Fact]
    public async Task A_reader_that_takes_nothing_is_cut_and_the_others_go_on()
    {
        var log = new LogLines { Without = "LeanRx.Server.Demo" };
        var server = await StartAsync(new LeanServerOptions
        {
            Engine = new ServerOptions
            {
                LoggerFactory = log,
                Limits = new ServerLimits { WriteTimeout = TimeSpan.FromSeconds(5) }
            }
        });
        var tom = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, "lc.json.3"));
        await tom.LoginAsync("tom");
        var conversation = await tom.StartConversationAsync("tom", 2, "tom", "jerry");
        var body = new string('x', 4_000);
        for (var i = 0; i < 20; i++)
            await tom.AskAsync(10 + i, $$"""{"cmd":"direct","cid":"{{conversation}}","msg":"{{body}}","i":{{10 + i}},"peerId":"tom"}""");

        var slow = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, "lc.json.3"));
        await slow.LoginAsync("jerry");
        try
        {
            while (!log.First.IsCompleted)
                await slow.SendAsync($$"""{"cmd":"logs","cid":"{{conversation}}","l":20,"i":5,"peerId":"jerry"}""");
        }
        catch (Exception exception) when (exception is WebSocketException or IOException)
        {
            // The server has cut the connection already.
        }

        Assert.Contains("SlowReader", await log.First.WaitAsync(Patience));
        await Assert.ThrowsAnyAsync<WebSocketException>(slow.ReceiveCloseAsync);
        await tom.AskAsync(99, $$"""{"cmd":"direct","cid":"{{conversation}}","msg":"hi","i":99,"peerId":"tom"}""");
    }
}
