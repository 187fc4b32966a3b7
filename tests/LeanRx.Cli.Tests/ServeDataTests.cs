using LeanRx.Protocol;

namespace LeanRx.Cli.Tests;

/// <summary>What <c>leanrx serve</c> keeps, and what it demands of clients.</summary>
public sealed class ServeDataTests : ToolTest
{
    readonly string _data = Directory.CreateTempSubdirectory("leanrx-data-").FullName;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_data, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Termination_in_the_middle_of_sends_loses_nothing_that_was_acked_and_acks_all_that_was_kept()
    {
        // More than a client may send in a minute: a refusal is not what is tested here.
        const int sends = 2_000;
        var (server, url) = await ServeAsync("--data", _data, "--limits", "none");
        await using var peer = await RawClient.ConnectAsync(WebSocketUrl(url), Patience);
        await peer.LoginAsync("Tom");
        var conversation = await peer.StartConversationAsync("Tom", 2, "Tom", "Jerry");

        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < sends; i++)
                await peer.SendAsync($$"""{"cmd":"direct","cid":"{{conversation}}","msg":"{{i}}","i":{{10 + i}},"peerId":"Tom"}""");
        }, Patience);
        var acked = new List<string>();
        while (await peer.TryReceiveAsync() is { } frame)
        {
            if (frame.GetProperty("cmd").GetString() != "ack")
                continue;
            acked.Add(frame.GetProperty("uid").GetString()!);
            if (acked.Count == 1)
                server.Terminate();
        }

        Assert.Equal(1001, (int?)peer.Socket.CloseStatus);
        Assert.Equal(0, await server.WaitForExitAsync());
        await Record.ExceptionAsync(() => sending);

        var again = await ServeHereAsync("--data", _data);
        await using var tom = new LeanClient(again, "Tom");
        await tom.OpenAsync(Patience);
        var history = new List<string>();
        await foreach (var message in (await tom.GetConversationAsync(conversation, Patience))!.GetHistoryAsync(new()
        {
            PageSize = 1000,
            Direction = HistoryDirection.Newer
        }, Patience))
            history.Add(message.Id);
        Assert.Equal(acked, history);
    }

    [Fact]
    public async Task A_directory_in_use_is_an_error_of_one_line()
    {
        await ServeHereAsync("--data", _data);
        var (exitCode, output, errors) = await ToolRun.RunAsync(Patience, "serve", "--urls", "http://127.0.0.1:0", "--data", _data);

        Assert.Equal(2, exitCode);
        Assert.Equal("", output);
        Assert.StartsWith($"leanrx: --data {_data}: ", errors);
        Assert.Single(errors.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task A_directory_that_is_missing_is_made()
    {
        var directory = Path.Combine(_data, "a", "b");
        await ServeHereAsync("--data", directory);
        Assert.True(Directory.Exists(directory));
    }

    [Fact]
    public async Task Signatures_can_be_demanded()
    {
        var url = await ServeHereAsync("--app", "chat:key:master", "--require-signatures");
        await using var tom = new LeanClient(new LeanClientOptions { Server = url, ApplicationId = "chat", ClientId = "Tom" });
        var refusal = await Assert.ThrowsAsync<ServerRejectedException>(() => tom.OpenAsync(Patience));
        Assert.Equal(ErrorCodes.SignatureFailed, refusal.Code);

        await using var jerry =
            new LeanClient(new LeanClientOptions
            {
                Server = url,
                ApplicationId = "chat",
                ClientId = "Jerry",
                SignatureProvider = new HmacSignatureProvider("master")
            });
        await jerry.OpenAsync(Patience);
    }

    [Fact]
    public async Task Origins_can_be_restricted()
    {
        var url = await ServeHereAsync("--origins", "https://chat.example.com,https://other.example.com");
        await using var peer = await RawClient.ConnectAsync(WebSocketUrl(url), "https://evil.example.com", Patience);
        Assert.Null(await peer.TryReceiveAsync());
        Assert.Equal(ErrorCodes.InvalidOrigin, (int?)peer.Socket.CloseStatus);
    }

    [Fact]
    public async Task The_rates_of_the_original_can_be_chosen()
    {
        const int sendsPerMinute = 60;
        var url = await ServeHereAsync("--limits", "leancloud");
        await using var tom = new LeanClient(url, "Tom");
        await tom.OpenAsync(Patience);
        var chat = await tom.CreateConversationAsync(["Jerry"], cancellationToken: Patience);
        for (var i = 0; i < sendsPerMinute; i++)
            await chat.SendAsync("hi", Patience);
        var refusal = await Assert.ThrowsAsync<ServerRejectedException>(() => chat.SendAsync("one too many", Patience));
        Assert.Equal(ErrorCodes.MessageSentQuotaExceeded, refusal.Code);
    }
}
