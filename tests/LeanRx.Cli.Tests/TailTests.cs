using System.Text.Json;

namespace LeanRx.Cli.Tests;

public class TailTests : ToolTest
{
    async Task<LeanClient> LogInAsync(Uri url, string name, string app = "demo", string key = "demo-key")
    {
        var client = new LeanClient(new LeanClientOptions { Server = url, ClientId = name, ApplicationId = app, ApplicationKey = key });
        await client.OpenAsync(Patience);
        return client;
    }

    [Fact]
    public async Task Messages_are_shown_with_time_name_and_conversation_the_last_ones_first()
    {
        var url = await ServeHereAsync();
        await using var tom = await LogInAsync(url, "Tom");
        var chat = await tom.CreateConversationAsync(["Jerry"], cancellationToken: Patience);
        foreach (var text in new[] { "one", "two", "three" })
            await chat.SendAsync(text, cancellationToken: Patience);

        var tail = Start("tail", "--server", url.ToString(), "--last", "2");
        Assert.Matches($@"^\d\d:\d\d:\d\d\.\d\d\d Tom \(in {chat.Id}\): two$", await tail.ReadLineAsync());
        Assert.EndsWith(": three", await tail.ReadLineAsync(), StringComparison.Ordinal);
        await chat.SendAsync("猫 \u001b[31m \u202e", cancellationToken: Patience);
        Assert.EndsWith(": 猫  [31m  ", await tail.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_online_for_it_and_nothing_counts_as_received()
    {
        var url = await ServeHereAsync();
        var tail = Start("tail", "--server", url.ToString());
        await using var tom = await LogInAsync(url, "Tom");
        var chat = await tom.CreateConversationAsync(["Spike"], cancellationToken: Patience);
        await chat.SendAsync(new TextMessage("hello"), new SendOptions { RequestReceipt = true }, Patience);
        await tail.ReadUntilAsync(": hello");

        Assert.Empty(await tom.GetOnlineAsync(["Spike"], Patience));
        var message = await chat.GetHistoryAsync(new HistoryOptions { Limit = 1 }, Patience).SingleAsync(Patience);
        Assert.Null(message.DeliveredAt);
        await using var spike = await LogInAsync(url, "Spike");
        Assert.Equal(1, (await spike.GetConversationAsync(chat.Id, Patience))!.UnreadCount);
    }

    [Fact]
    public async Task One_conversation_or_one_person_can_be_followed()
    {
        var url = await ServeHereAsync();
        await using var tom = await LogInAsync(url, "Tom");
        await using var jerry = await LogInAsync(url, "Jerry");
        var chat = await tom.CreateConversationAsync(["Jerry"], cancellationToken: Patience);
        var other = await tom.CreateConversationAsync(["Spike"], cancellationToken: Patience);
        var his = (await jerry.GetConversationAsync(chat.Id, Patience))!;
        await other.SendAsync("elsewhere", cancellationToken: Patience);
        await chat.SendAsync("his", cancellationToken: Patience);
        await his.SendAsync("mine", cancellationToken: Patience);

        var inChat = Start("tail", "--server", url.ToString(), "--conversation", chat.Id);
        var ofJerry = Start("tail", "--server", url.ToString(), "--from", "Jerry");
        Assert.EndsWith(": his", await inChat.ReadLineAsync(), StringComparison.Ordinal);
        Assert.EndsWith(": mine", await inChat.ReadLineAsync(), StringComparison.Ordinal);
        Assert.EndsWith(": mine", await ofJerry.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_JSON_each_line_is_the_servers_own_object()
    {
        var url = await ServeHereAsync();
        await using var tom = await LogInAsync(url, "Tom");
        var chat = await tom.CreateConversationAsync(["Jerry"], cancellationToken: Patience);
        var ack = await chat.SendAsync("hello", cancellationToken: Patience);

        var tail = Start("tail", "--server", url.ToString(), "--json");
        using var line = JsonDocument.Parse(await tail.ReadLineAsync());
        Assert.Equal(ack.MessageId, line.RootElement.GetProperty("msg-id").GetString());
        Assert.Equal(chat.Id, line.RootElement.GetProperty("conv-id").GetString());
        Assert.Equal("Tom", line.RootElement.GetProperty("from").GetString());
    }

    [Fact]
    public async Task A_server_that_was_away_is_waited_for_and_no_message_is_left_out_or_shown_twice()
    {
        var data = Path.Combine(OwnFolder, "data");
        var (server, url) = await ServeAsync("--data", data);
        await using var tom = await LogInAsync(url, "Tom");
        var chat = await tom.CreateConversationAsync(["Jerry"], cancellationToken: Patience);
        var tail = Start("tail", "--server", url.ToString());
        await chat.SendAsync("before", cancellationToken: Patience);
        await tail.ReadUntilAsync(": before");

        server.Kill();
        await tail.ErrorAsync("trying again until it answers");
        await Start("serve", "--urls", $"http://127.0.0.1:{url.Port}", "--data", data).ReadUntilAsync("listening on ");
        foreach (var text in new[] { "one", "two", "three" })
            await chat.SendAsync(text, cancellationToken: Patience);

        Assert.EndsWith(": one", await tail.ReadLineAsync(), StringComparison.Ordinal);
        Assert.EndsWith(": two", await tail.ReadLineAsync(), StringComparison.Ordinal);
        Assert.EndsWith(": three", await tail.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_not_the_master_key_is_refused_in_one_line()
    {
        var url = await ServeHereAsync("--app-file", AppFile("chat:key:master"));
        var tail = Start("tail", "--server", url.ToString(), "--app-file", AppFile("chat:key:other"));
        Assert.Equal(1, await tail.WaitForExitAsync());
        Assert.StartsWith("leanrx: the master key is refused: ", await tail.Errors, StringComparison.Ordinal);
        Assert.Single((await tail.Errors).TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("http://nowhere.invalid:5454", "nowhere.invalid")]
    [InlineData("ws://127.0.0.1:1", "cannot ask http://127.0.0.1:1/: Connection refused")]
    public async Task Why_nobody_answers_is_told_by_the_innermost_cause(string server, string words)
    {
        var (exitCode, output, errors) = await ToolRun.RunAsync(Patience, "tail", "--server", server);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains(words, errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Ctrl_C_ends_it_cleanly()
    {
        var url = await ServeHereAsync();
        await using var tom = await LogInAsync(url, "Tom");
        await (await tom.CreateConversationAsync(["Jerry"], cancellationToken: Patience)).SendAsync("hello", cancellationToken: Patience);
        var tail = Start("tail", "--server", url.ToString());
        await tail.ReadUntilAsync("hello");
        tail.Interrupt();
        Assert.Equal(0, await tail.WaitForExitAsync());
    }
}
