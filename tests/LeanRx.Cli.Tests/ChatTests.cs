namespace LeanRx.Cli.Tests;

public class ChatTests : ToolTest
{
    [Fact]
    public async Task Two_people_chat_in_two_processes()
    {
        var url = await ServeHereAsync();
        var tom = Start("chat", "--server", url.ToString(), "--as", "Tom", "--with", "Jerry");
        await tom.ReadUntilAsync("* connected as Tom");
        await tom.ReadUntilAsync("* talking with Jerry");

        var jerry = Start("chat", "--server", url.ToString(), "--as", "Jerry", "--with", "Tom");
        await jerry.ReadUntilAsync("* talking with Tom");
        await tom.WriteLineAsync("耗子，起床！");
        await jerry.ReadUntilAsync("Tom: 耗子，起床！");
        await jerry.WriteLineAsync("I am awake");
        await tom.ReadUntilAsync("Jerry: I am awake");

        await tom.WriteLineAsync("/quit");
        await jerry.WriteLineAsync("/quit");
        Assert.Equal(0, await tom.WaitForExitAsync());
        Assert.Equal(0, await jerry.WaitForExitAsync());
        Assert.Equal("", await tom.Errors);
    }

    [Fact]
    public async Task Two_people_chat_where_logins_and_conversations_are_signed()
    {
        var url = await ServeHereAsync("--app", "chat:key:master", "--require-signatures");
        var tom = Start("chat", "--server", url.ToString(), "--app", "chat:key:master", "--as", "Tom", "--with", "Jerry");
        await tom.ReadUntilAsync("* talking with Jerry");
        var jerry = Start("chat", "--server", url.ToString(), "--app", "chat:key:master", "--as", "Jerry", "--with", "Tom");
        await jerry.ReadUntilAsync("* talking with Tom");
        await tom.WriteLineAsync("耗子，起床！");
        await jerry.ReadUntilAsync("Tom: 耗子，起床！");
    }

    [Fact]
    public async Task Who_waits_talks_with_whoever_writes_first()
    {
        var url = await ServeHereAsync();
        var jerry = Start("chat", "--server", url.ToString(), "--as", "Jerry");
        await jerry.ReadUntilAsync("* waiting for somebody to write");
        await jerry.WriteLineAsync("hello?");
        await jerry.ReadUntilAsync("! not sent, there is nobody to talk with yet: hello?");

        var tom = Start("chat", "--server", url.ToString(), "--as", "Tom", "--with", "Jerry");
        await jerry.ReadUntilAsync("* talking with Tom");
        await jerry.WriteLineAsync("hello!");
        await tom.ReadUntilAsync("Jerry: hello!");
    }

    [Fact]
    public async Task What_was_written_meanwhile_is_there_on_entering()
    {
        var url = await ServeHereAsync();
        var tom = Start("chat", "--server", url.ToString(), "--as", "Tom", "--with", "Jerry");
        await tom.WriteLineAsync("first");
        await tom.WriteLineAsync("second");
        tom.CloseInput();
        Assert.Equal(0, await tom.WaitForExitAsync());

        var jerry = Start("chat", "--server", url.ToString(), "--as", "Jerry", "--with", "Tom");
        Assert.Matches(@"^\d\d:\d\d Tom: first$", await jerry.ReadUntilAsync("first"));
        Assert.Matches(@"^\d\d:\d\d Tom: second$", await jerry.ReadUntilAsync("second"));
    }

    [Fact]
    public async Task A_line_that_history_has_shown_is_not_shown_again_nor_is_the_conversation_entered_twice()
    {
        var url = await ServeHereAsync();
        var jerry = Start("chat", "--server", url.ToString(), "--as", "Jerry", "--with", "Tom");
        await jerry.ReadUntilAsync("* talking with Tom");
        await jerry.WriteLineAsync("/quit");
        Assert.Equal(0, await jerry.WaitForExitAsync());

        var tom = Start("chat", "--server", url.ToString(), "--as", "Tom", "--with", "Jerry");
        await tom.WriteLineAsync("one");
        tom.CloseInput();
        Assert.Equal(0, await tom.WaitForExitAsync());

        jerry = Start("chat", "--server", url.ToString(), "--as", "Jerry", "--with", "Tom");
        await jerry.ReadUntilAsync("Tom: one");
        await jerry.WriteLineAsync("/who");
        var rest = new List<string>();
        string line;
        do
        {
            line = await jerry.ReadUntilAsync("");
            rest.Add(line);
        }
        while (!line.Contains("* here:", StringComparison.Ordinal));
        Assert.DoesNotContain(rest, line => line.Contains("one", StringComparison.Ordinal) || line.Contains("talking with", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Commands_tell_who_is_here_and_what_was_said()
    {
        var url = await ServeHereAsync();
        var tom = Start("chat", "--server", url.ToString(), "--as", "Tom", "--with", "Jerry,Spike");
        await tom.ReadUntilAsync("* talking with Jerry, Spike");
        var jerry = Start("chat", "--server", url.ToString(), "--as", "Jerry");
        await jerry.ReadUntilAsync("* connected as Jerry");

        await tom.WriteLineAsync("/who");
        await tom.ReadUntilAsync("* here: Tom, Jerry; away: Spike");
        await tom.WriteLineAsync("//not a command");
        await tom.WriteLineAsync("two");
        await jerry.ReadUntilAsync("Tom: two");
        await tom.WriteLineAsync("/history 2");
        await tom.ReadUntilAsync(" Tom: /not a command");
        await tom.ReadUntilAsync(" Tom: two");
        await tom.WriteLineAsync("/nothing");
        await tom.ReadUntilAsync("! /nothing: there is no such command");
        await tom.ReadUntilAsync("* /who ");
        await tom.ReadUntilAsync("* /quit ");
    }

    [Fact]
    public async Task A_lost_server_is_told_and_what_was_typed_meanwhile_arrives()
    {
        var directory = Directory.CreateTempSubdirectory("leanrx");
        try
        {
            var (server, url) = await ServeAsync("--data", directory.FullName);
            var tom = Start("chat", "--server", url.ToString(), "--as", "Tom", "--with", "Jerry");
            await tom.ReadUntilAsync("* talking with Jerry");
            var jerry = Start("chat", "--server", url.ToString(), "--as", "Jerry", "--with", "Tom");
            await jerry.ReadUntilAsync("* talking with Tom");

            server.Kill();
            await tom.ReadUntilAsync("* connection lost, trying again until it is back: ");
            await tom.WriteLineAsync("Can you hear me?");

            var again = Start("serve", "--urls", $"http://127.0.0.1:{url.Port}", "--data", directory.FullName);
            await again.ReadUntilAsync("listening on ");
            await tom.ReadUntilAsync("* connected again");
            await jerry.ReadUntilAsync("Tom: Can you hear me?");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task What_others_write_cannot_control_the_terminal()
    {
        var url = await ServeHereAsync();
        var tom = Start("chat", "--server", url.ToString(), "--as", "Tom", "--with", "Jerry");
        await tom.ReadUntilAsync("* talking with Jerry");
        var jerry = Start("chat", "--server", url.ToString(), "--as", "Jerry", "--with", "Tom");
        await jerry.ReadUntilAsync("* talking with Tom");
        await tom.WriteLineAsync("a\u001b[2Jb\u0007c\u202ed");
        Assert.EndsWith(" Tom: a [2Jb c d", await jerry.ReadUntilAsync("Tom: a"));
    }

    [Fact]
    public async Task Ctrl_C_ends_a_chat_cleanly()
    {
        var url = await ServeHereAsync();
        var tom = Start("chat", "--server", url.ToString(), "--as", "Tom");
        await tom.ReadUntilAsync("* waiting");
        tom.Interrupt();
        Assert.Equal(0, await tom.WaitForExitAsync());
    }

    [Fact]
    public async Task A_refused_login_is_an_error_of_one_line()
    {
        var url = await ServeHereAsync();
        var (exitCode, _, errors) = await ToolRun.RunAsync(Patience, "chat", "--server", url.ToString(), "--as", "Tom", "--app", "nobody");
        Assert.Equal(1, exitCode);
        Assert.StartsWith($"leanrx: cannot log in at {url}: ", errors);
        Assert.Single(errors.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task A_conversation_that_does_not_exist_is_an_error_of_one_line()
    {
        var url = await ServeHereAsync();
        var (exitCode, _, errors) =
            await ToolRun.RunAsync(Patience, "chat", "--server", url.ToString(), "--as", "Tom", "--conversation", "65a1b2c3d4e5f60718293a4b");
        Assert.Equal(1, exitCode);
        Assert.Equal("leanrx: --conversation 65a1b2c3d4e5f60718293a4b: there is no such conversation\n", errors);
    }

    [Theory]
    [InlineData("--server", "chat", "--as", "Tom", "--server", "nowhere")]
    [InlineData("--as", "chat", "--server", "http://127.0.0.1:1", "--as", "")]
    [InlineData("--with and --conversation", "chat", "--server", "http://127.0.0.1:1", "--as", "Tom", "--with", "Jerry", "--conversation", "x")]
    [InlineData("--as: give your name, here or in the environment variable LEANRX_NAME", "chat", "--server", "http://127.0.0.1:1")]
    [InlineData("--server: give the server's URL, here or in the environment variable LEANRX_SERVER", "tail")]
    [InlineData("--last 1001", "tail", "--server", "http://127.0.0.1:1", "--last", "1001")]
    [InlineData("--app chat: tail asks with the master key", "tail", "--server", "http://127.0.0.1:1", "--app", "chat:key")]
    [InlineData("--with and --conversation", "send", "--server", "http://127.0.0.1:1", "--as", "Tom", "hello")]
    [InlineData("--lines", "send", "--server", "http://127.0.0.1:1", "--as", "Tom", "--with", "Jerry", "--lines", "hello")]
    [InlineData("nothing to send", "send", "--server", "http://127.0.0.1:1", "--as", "Tom", "--with", "Jerry", "")]
    [InlineData("--frames /nowhere/frames: cannot be written", "chat", "--server", "http://127.0.0.1:1", "--as", "Tom", "--frames", "/nowhere/frames")]
    [InlineData("there is no command or option 'chta', did you mean chat?", "chta")]
    [InlineData("there is no command or option '--serv', did you mean --server?", "chat", "--serv", "http://127.0.0.1:1")]
    [InlineData("there is no command or option 'xyzzy', see --help", "xyzzy")]
    public async Task Arguments_that_cannot_be_used_are_named_in_one_line(string named, params string[] arguments)
    {
        var (exitCode, output, errors) = await ToolRun.RunAsync(Patience, arguments);
        Assert.Equal(2, exitCode);
        Assert.Equal("", output);
        Assert.StartsWith($"leanrx: {named}", errors);
        Assert.Single(errors.TrimEnd('\n').Split('\n'));
    }
}
