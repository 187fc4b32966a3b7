using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;

namespace LeanRx.Cli.Tests;

public class ServeTests : ToolTest
{
    /// <summary>A tenth of it is enough on a quiet machine; a host that waits for something gives up after twice as long.</summary>
    static readonly TimeSpan CleanEnd = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task The_first_line_names_the_real_port_and_clients_can_connect_from_then_on()
    {
        var url = await ServeHereAsync();
        Assert.NotEqual(0, url.Port);
        Assert.Contains($"\"ws://127.0.0.1:{url.Port}/\"", await Http.GetStringAsync(new Uri(url, "/v1/route?appId=demo&secure=1"), Patience));
    }

    [Fact]
    public async Task Termination_ends_it_cleanly_and_at_once()
    {
        var (server, url) = await ServeAsync("--app", "chat-example-application");
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(WebSocketUrl(url), Patience);

        var clock = Stopwatch.StartNew();
        server.Terminate();
        var close = await socket.ReceiveAsync(new byte[100].AsMemory(), Patience);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Patience);

        Assert.Equal(0, await server.WaitForExitAsync());
        Assert.True(clock.Elapsed < CleanEnd, $"It took {clock.Elapsed}.");
        Assert.Equal(WebSocketMessageType.Close, close.MessageType);
        Assert.Equal(1001, (int?)socket.CloseStatus);
        Assert.Equal("", await server.Errors);
    }

    [Fact]
    public async Task A_client_that_does_not_answer_does_not_hold_up_the_end()
    {
        var (server, url) = await ServeAsync("--app", "chat-example-application");
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(WebSocketUrl(url), Patience);

        var clock = Stopwatch.StartNew();
        server.Terminate();
        Assert.Equal(0, await server.WaitForExitAsync());
        Assert.True(clock.Elapsed < CleanEnd, $"It took {clock.Elapsed}.");
        Assert.Equal("", await server.Errors);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_cleanly()
    {
        var (server, _) = await ServeAsync();
        server.Interrupt();
        Assert.Equal(0, await server.WaitForExitAsync());
    }

    [Fact]
    public async Task The_applications_named_are_the_only_ones()
    {
        var url = await ServeHereAsync("--app", "one", "--app", "two:key:master");
        await Http.GetStringAsync(new Uri(url, "/v1/route?appId=one"), Patience);
        await Http.GetStringAsync(new Uri(url, "/v1/route?appId=two"), Patience);
        using var answer = await Http.GetAsync(new Uri(url, "/v1/route?appId=demo"), Patience);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_public_URL_is_told_to_clients()
    {
        var url = await ServeHereAsync("--public-url", "https://chat.example.com");
        Assert.Contains("\"wss://chat.example.com/\"", await Http.GetStringAsync(new Uri(url, "/v1/route?appId=demo"), Patience));
    }

    [Fact]
    public async Task A_port_in_use_is_an_error_of_one_line()
    {
        var url = await ServeHereAsync();
        var (exitCode, output, errors) = await ToolRun.RunAsync(Patience, "serve", "--urls", $"http://127.0.0.1:{url.Port}");

        Assert.Equal(2, exitCode);
        Assert.Equal("", output);
        Assert.Equal($"leanrx: --urls http://127.0.0.1:{url.Port}: cannot listen there: Address already in use\n", errors);
    }

    [Theory]
    [InlineData("--urls", "nowhere")]
    [InlineData("--urls", "https://127.0.0.1:0")]
    [InlineData("--urls", "http://127.0.0.1:0/path")]
    [InlineData("--urls", "http://127.0.0.1:99999")]
    [InlineData("--urls", "http://0.0.0.0:0")]
    [InlineData("--urls", "http://[::]:0")]
    [InlineData("--urls", "http://chat.example.com:0")]
    [InlineData("--data", "/dev/null/data")]
    [InlineData("--limits", "some")]
    [InlineData("--app", "id:key:master:more")]
    [InlineData("--app", "id:")]
    [InlineData("--app", "my id")]
    [InlineData("--app-file", "/no/such/file")]
    [InlineData("--public-url", "ftp://chat.example.com")]
    [InlineData("--origins", "chat.example.com")]
    public async Task An_argument_that_cannot_be_used_is_named_in_one_line(string option, string value)
    {
        var (exitCode, output, errors) = await ToolRun.RunAsync(Patience, "serve", option, value);
        Assert.Equal(2, exitCode);
        Assert.Equal("", output);
        Assert.StartsWith($"leanrx: {option} ", errors);
        Assert.EndsWith("\n", errors);
        Assert.Single(errors.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task The_application_for_demos_is_for_others_only_where_it_is_named()
    {
        var (_, _, errors) = await ToolRun.RunAsync(Patience, "serve", "--urls", "http://0.0.0.0:0");
        Assert.Contains("--app demo:demo-key:demo-master-key", errors, StringComparison.Ordinal);
        var server = Start("serve", "--urls", "http://0.0.0.0:0", "--app", "demo:demo-key:demo-master-key");
        Assert.StartsWith("listening on http://0.0.0.0:", await server.ReadLineAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keys_are_not_repeated_in_errors(bool isFile)
    {
        const string app = "id:my-key:my-master:more";
        var (exitCode, _, errors) = await ToolRun.RunAsync(Patience, isFile ? ["serve", "--app-file", AppFile(app)] : ["serve", "--app", app]);
        Assert.Equal(2, exitCode);
        Assert.DoesNotContain("my-", errors);
    }

    [Fact]
    public async Task A_master_key_on_the_command_line_works_and_is_warned_of()
    {
        var (server, url) = await ServeAsync("--app", "one:key:my-master");
        await Http.GetStringAsync(new Uri(url, "/v1/route?appId=one"), Patience);
        server.Terminate();
        Assert.Equal(0, await server.WaitForExitAsync());
        Assert.StartsWith("leanrx: --app one: its master key stands in the list of processes", await server.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("my-master", await server.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keys_come_from_a_file_or_from_the_environment_without_a_word(bool isFile)
    {
        var server = isFile
            ? Start("serve", "--urls", "http://127.0.0.1:0", "--app-file", AppFile("# ours", "", "one-application:key:master", "two-application"))
            : Start(new Dictionary<string, string> { ["LEANRX_APPS"] = "one-application:key:master\ntwo-application" }, "serve", "--urls",
                "http://127.0.0.1:0");
        var url = new Uri((await server.ReadLineAsync())["listening on ".Length..]);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, "/1.2/rtm/stats"));
        request.Headers.Add("X-LC-Id", "one-application");
        request.Headers.Add("X-LC-Key", "master,master");
        using var answer = await Http.SendAsync(request, Patience);
        await Http.GetStringAsync(new Uri(url, "/v1/route?appId=two-application"), Patience);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        server.Terminate();
        Assert.Equal(0, await server.WaitForExitAsync());
        Assert.Equal("", await server.Errors);
    }

    [Theory]
    [InlineData("seven77", true)]
    [InlineData("eight888", false)]
    public async Task Of_ids_that_other_SDKs_cannot_use_is_warned(string id, bool isWarned)
    {
        var (server, url) = await ServeAsync("--app", id);
        await Http.GetStringAsync(new Uri(url, $"/v1/route?appId={id}"), Patience);
        server.Terminate();
        Assert.Equal(0, await server.WaitForExitAsync());
        Assert.Equal(isWarned
            ? $"leanrx: {id}: the Java SDK and the older .NET SDK need application ids of 8 characters or more; LeanRx and the JavaScript SDKs take this one\n"
            : "", await server.Errors);
    }

    [Fact]
    public async Task A_file_of_keys_that_others_can_read_is_warned_of()
    {
        // Only there do files have such modes.
        if (OperatingSystem.IsWindows())
            return;
        var file = AppFile("one-application:key:master");
        File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.OtherRead);
        var (server, _) = await ServeAsync("--app-file", file);
        server.Terminate();
        Assert.Equal(0, await server.WaitForExitAsync());
        Assert.Equal($"leanrx: --app-file {file}: others on this machine can read it; chmod 600 keeps the keys\n", await server.Errors);
    }

    [Fact]
    public async Task What_is_logged_gives_nothing_away_and_does_nothing_to_the_terminal()
    {
        var (server, url) = await ServeAsync("--verbose");
        using (var answer = await Http.PutAsync(new Uri(url, "/1.1/uploads/1%1b%5b31m?token=my-secret&a=%1b%0a"), new ByteArrayContent([]), Patience))
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        server.Terminate();
        Assert.Equal(0, await server.WaitForExitAsync());
        var log = await server.Errors;
        Assert.Contains("/1.1/uploads/", log, StringComparison.Ordinal);
        Assert.DoesNotContain("my-secret", log, StringComparison.Ordinal);
        Assert.All(log.Where(character => character is not ('\n' or '\r')), character => Assert.False(char.IsControl(character), $"U+{(int)character:X4}"));
    }

    [Fact]
    public async Task Signatures_need_a_master_key()
    {
        var (exitCode, _, errors) = await ToolRun.RunAsync(Patience, "serve", "--app", "id:key", "--require-signatures");
        Assert.Equal(2, exitCode);
        Assert.Contains("id has no master key", errors);
    }

    [Theory]
    [InlineData("serve", "--nothing")]
    [InlineData("nothing", "at-all")]
    public async Task What_the_tool_does_not_know_is_named(string command, string argument)
    {
        var (exitCode, output, errors) = await ToolRun.RunAsync(Patience, command, argument);
        Assert.Equal(2, exitCode);
        Assert.Equal("", output);
        Assert.Contains(argument.StartsWith('-') ? argument : command, errors);
    }

    [Fact]
    public async Task Without_arguments_it_tells_what_it_can_do()
    {
        var (exitCode, output, errors) = await ToolRun.RunAsync(Patience);
        Assert.Equal(0, exitCode);
        Assert.Contains("serve", output);
        Assert.Equal("", errors);
    }
}
