using System.Text.Json;
using LeanRx.Cli.Benchmarking;
using LeanRx.Cli.Clients;
using LeanRx.Cli.Common;
using LeanRx.Server;

namespace LeanRx.Cli.Tests;

public class BenchTests : ToolTest
{
    [Fact]
    public async Task Every_message_of_a_load_is_acknowledged_and_reaches_the_others_of_its_conversation()
    {
        var url = await ServeHereAsync("--limits", "none");
        var (exitCode, output, errors) = await ToolRun.RunAsync(Patience, "bench", "--server", url.ToString(), "--clients", "6", "--conversations", "2",
            "--rate", "20", "--seconds", "1", "--payload", "64", "--json");
        Assert.True(exitCode == 0, errors);
        var report = JsonDocument.Parse(output).RootElement;
        var sent = report.GetProperty("send").GetProperty("count").GetInt32();
        Assert.True(sent > 0, output);
        Assert.Equal(sent * 2, report.GetProperty("delivery").GetProperty("count").GetInt32());
        Assert.Equal("{}", report.GetProperty("errors").GetRawText());
        Assert.Equal(0, report.GetProperty("unanswered").GetInt32());
        Assert.True(report.GetProperty("server_memory").GetProperty("most").GetInt64() > 0);
    }

    [Fact]
    public async Task People_get_a_table_and_what_is_refused_by_its_code()
    {
        var url = await ServeHereAsync("--limits", "leancloud");
        var (exitCode, output, errors) = await ToolRun.RunAsync(Patience, "bench", "--server", url.ToString(), "--clients", "2", "--conversations", "1",
            "--rate", "0", "--seconds", "5");
        Assert.Equal(0, exitCode);
        Assert.Matches("(?m)^load +2 clients in 1 conversations, as many messages as go of 100 characters, ", output);
        Assert.Matches("(?m)^acknowledged +120, ", output);
        Assert.Matches("(?m)^errors +4116 ×\\d+", output);
        Assert.Contains("2 clients are logged in; the load begins", errors, StringComparison.Ordinal);
        Assert.Contains("run with --limits none", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--clients 0", "--clients 0: give a number from 1 to 50000")]
    [InlineData("--clients 5", "--conversations 10: give a number from 1 to 5")]
    [InlineData("--rate -1", "--rate -1: give a number from 0 to 1000000")]
    [InlineData("--rate NaN", "--rate NaN: give a number from 0 to 1000000")]
    [InlineData("--seconds 0", "--seconds 0: give a number from 1 to 604800")]
    [InlineData("--payload 31", "--payload 31: give a number from 32 to 1000000")]
    public async Task What_cannot_be_is_refused_before_the_load_begins(string arguments, string message)
    {
        var (exitCode, output, errors) = await ToolRun.RunAsync(Patience, ["bench", "--server", "http://127.0.0.1:1", .. arguments.Split(' ')]);
        Assert.Equal((2, $"leanrx: {message}\n", ""), (exitCode, errors, output));
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_told()
    {
        var options = ClientArguments.OptionsOf(new Uri("http://127.0.0.1:1"), AppOptions.Demo, "bench") with { OpenTimeout = TimeSpan.FromSeconds(1) };
        await using var clients = new BenchClients(options, BenchSettings.Of(clients: 1, conversations: 1, rate: 1, seconds: 1, payload: 100), "bench-1");
        var failure = await Assert.ThrowsAsync<ToolException>(() => clients.OpenAsync(1, _ => { }, Patience));
        Assert.Equal(1, failure.ExitCode);
        Assert.StartsWith("0 of 1 clients logged in: ", failure.Message, StringComparison.Ordinal);
    }
}
