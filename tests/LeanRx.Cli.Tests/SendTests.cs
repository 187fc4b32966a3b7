namespace LeanRx.Cli.Tests;

public class SendTests : ToolTest
{
    async Task<IReadOnlyList<string>> HistoryAsync(Uri url)
    {
        await using var jerry = new LeanClient(url, "Jerry");
        await jerry.OpenAsync(Patience);
        var chat = await jerry.CreateConversationAsync(["Tom"], new CreateConversationOptions { IsUnique = true }, Patience);
        return [.. (await chat.GetHistoryAsync(cancellationToken: Patience).ToListAsync(Patience)).Select(message => ((TextMessage)message).Text).Reverse()];
    }

    [Fact]
    public async Task What_was_sent_is_there_when_the_command_has_ended()
    {
        var url = await ServeHereAsync();
        var (exitCode, output, errors) =
            await ToolRun.RunAsync(Patience, "send", "--server", url.ToString(), "--as", "Tom", "--with", "Jerry", "耗子，起床！");
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.NotEqual("", Assert.Single(output.TrimEnd('\n').Split('\n')));
        Assert.Equal(["耗子，起床！"], await HistoryAsync(url));
    }

    [Theory]
    [InlineData("a\nb\n\nc", "a\nb\n\nc")]
    [InlineData("a\nb\n\nc", "a|b|c", "--lines")]
    public async Task Standard_input_is_one_message_or_with_lines_one_each(string input, string messages, params string[] arguments)
    {
        var url = await ServeHereAsync();
        var send = Start(["send", "--server", url.ToString(), "--as", "Tom", "--with", "Jerry", .. arguments]);
        await send.WriteLineAsync(input);
        send.CloseInput();
        Assert.Equal(0, await send.WaitForExitAsync());
        Assert.Equal(messages.Split('|'), await HistoryAsync(url));
    }

    [Fact]
    public async Task Server_application_and_name_may_stand_in_the_environment()
    {
        var url = await ServeHereAsync("--app-file", AppFile("chat:key:master", "other:key:master"), "--require-signatures");
        var environment = new Dictionary<string, string>
        {
            ["LEANRX_SERVER"] = url.ToString(),
            ["LEANRX_NAME"] = "Tom",
            ["LEANRX_APP"] = "chat",
            ["LEANRX_APPS"] = "other:key:wrong chat:key:master",
        };
        var send = Start(environment, "send", "--with", "Jerry", "hello");
        Assert.Equal((0, ""), (await send.WaitForExitAsync(), await send.Errors));
        var tail = Start(environment, "tail");
        Assert.Contains(" Tom (in ", await tail.ReadUntilAsync(": hello"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_server_refuses_is_an_exit_code_and_a_reason()
    {
        var url = await ServeHereAsync();
        var send = Start("send", "--server", url.ToString(), "--as", "Tom", "--conversation", "65a1b2c3d4e5f60718293a4b", "hello");
        Assert.Equal(1, await send.WaitForExitAsync());
        Assert.Equal("leanrx: --conversation 65a1b2c3d4e5f60718293a4b: there is no such conversation\n", await send.Errors);

        var large = Start("send", "--server", url.ToString(), "--as", "Tom", "--with", "Jerry", new string('a', 100_000));
        Assert.Equal(1, await large.WaitForExitAsync());
        Assert.StartsWith("leanrx: not sent: ", await large.Errors, StringComparison.Ordinal);
        Assert.Empty(await HistoryAsync(url));
    }
}
