namespace LeanRx.Tests.Transport;

/// <summary>Over the WebSocket of a page, which differs from the platform's own.</summary>
public class PageTests
{
    static TransportLog Open(PageWebSocket socket) => new(new WebsocketTransport(network: new NetworkOptions
    {
        WebSocketFactory = (_, _) => new(socket),
    }).Create(new Uri("ws://server/"), "lc.json.3"));

    [Theory]
    [InlineData(1000, null, null)]
    [InlineData(1001, "going away", "going away")]
    [InlineData(1006, "", "The connection broke.")]
    [InlineData(1011, "out of order", "out of order")]
    [InlineData(4110, "this origin may not connect", "this origin may not connect")]
    [InlineData(4111, "logged in elsewhere", "logged in elsewhere")]
    public async Task What_closes_it_is_told_with_its_code_behind_everything_that_came_before(int code, string? reason, string? told)
    {
        using var log = Open(new PageWebSocket(code, reason, "one", "two", "three"));

        Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());
        Assert.Equal(["one", "two", "three"], [await log.NextTextAsync(), await log.NextTextAsync(), await log.NextTextAsync()]);
        var close = (await log.NextAsync()).Close!;
        await log.CompletedAsync();
        Assert.Equal((code, told), (close.Code, close.Reason));
    }

    [Fact]
    public async Task A_loss_is_told_while_nothing_is_said()
    {
        var closing = new TaskCompletionSource();
        using var log = Open(new PageWebSocket(1006, "", "one") { Closing = closing });
        Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());
        Assert.Equal("one", await log.NextTextAsync());

        closing.SetResult();

        Assert.Equal(1006, (await log.NextAsync()).Close!.Code);
        await log.CompletedAsync();
    }

    [Fact]
    public async Task One_that_is_left_ends_in_silence()
    {
        using var log = Open(new PageWebSocket(1000, null, "one") { Closing = new() });
        Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());
        Assert.Equal("one", await log.NextTextAsync());

        log.Unsubscribe();

        Assert.Equal(2, log.Count);
    }
}
