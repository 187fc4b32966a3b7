using System.Text.Json;

namespace LeanRx.Cli.Tests;

public class TopTests : ToolTest
{
    [Fact]
    public async Task Where_there_is_no_terminal_each_look_is_a_line()
    {
        var (server, url) = await ServeAsync();
        await using var tom = new LeanClient(url, "Tom");
        await tom.OpenAsync(Patience);
        var top = Start("top", "--server", url.ToString(), "--interval", "0.2");
        for (var look = 0; look < 2; look++)
            Assert.Matches(@"^\d\d:\d\d:\d\d connections 1  clients 1  in 0/s  out 0/s  send -  store -  slow 0  queued 0 B  memory \d+ MB  refused nothing$",
                await top.ReadLineAsync());

        server.Kill();
        await top.ErrorAsync($"cannot ask {url}");
        top.Interrupt();
        Assert.Equal(0, await top.WaitForExitAsync());
    }

    [Fact]
    public async Task Programs_get_what_the_server_tells_so_often_as_they_ask()
    {
        var url = await ServeHereAsync();
        var (exitCode, output, errors) = await ToolRun.RunAsync(Patience, "top", "--server", url.ToString(), "--json", "--count", "2", "--interval", "0.2");
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal([0, 0], output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("server").GetProperty("connections").GetInt32()));
    }

    [Fact]
    public async Task In_a_terminal_the_figures_stay_in_their_place_and_q_ends_it()
    {
        var url = await ServeHereAsync();
        var top = StartInTerminal("top", "--server", url.ToString(), "--interval", "0.2");
        await top.ReadUntilAsync("messages out");
        await top.ReadUntilAsync("▁▁");
        await top.TypeAsync("q");
        Assert.Equal(0, await top.WaitForExitAsync());
    }

    [Theory]
    [InlineData("--interval 0", "--interval 0: give a number of seconds from 0.2 to 3600")]
    [InlineData("--interval NaN", "--interval NaN: give a number of seconds from 0.2 to 3600")]
    [InlineData("--count 0", "--count 0: give a number from 1")]
    public async Task What_cannot_be_is_refused_before_anything_is_asked(string arguments, string message)
    {
        var (exitCode, output, errors) = await ToolRun.RunAsync(Patience, ["top", "--server", "http://127.0.0.1:1", .. arguments.Split(' ')]);
        Assert.Equal((2, $"leanrx: {message}\n", ""), (exitCode, errors, output));
    }

    [Fact]
    public async Task A_server_that_was_never_there_is_not_waited_for()
    {
        var (exitCode, _, errors) = await ToolRun.RunAsync(Patience, "top", "--server", "http://127.0.0.1:1");
        Assert.Equal(1, exitCode);
        Assert.StartsWith("leanrx: cannot ask http://127.0.0.1:1/: ", errors, StringComparison.Ordinal);
    }
}
