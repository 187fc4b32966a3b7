using System.Text.Json;

namespace LeanRx.Cli.Tests;

public class DoctorTests : ToolTest
{
    async Task<(int ExitCode, IReadOnlyList<(string Step, string Outcome)> Steps, JsonElement Failure)> ExamineAsync(string url, params string[] arguments)
    {
        var (exitCode, output, _) = await ToolRun.RunAsync(Patience, ["doctor", url, "--json", .. arguments]);
        var steps = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        return (exitCode, [.. steps.Select(step => (step.GetProperty("step").GetString()!, step.GetProperty("outcome").GetString()!))],
            steps.FirstOrDefault(step => step.GetProperty("outcome").GetString() == "failed"));
    }

    [Fact]
    public async Task Each_step_of_the_way_to_a_server_that_works_is_told_with_its_time()
    {
        var url = await ServeHereAsync();
        var (exitCode, output, errors) = await ToolRun.RunAsync(Patience, "doctor", url.ToString());
        Assert.Equal((0, ""), (exitCode, errors));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches(@"^✓ name +\S+ ms  127\.0\.0\.1$", lines[0]);
        Assert.Matches($@"^✓ TCP +\S+ ms  127\.0\.0\.1:{url.Port}$", lines[1]);
        Assert.Matches("^– TLS +http:// is not encrypted$", lines[2]);
        Assert.Matches($@"^✓ route +\S+ ms  ws://127\.0\.0\.1:{url.Port}/$", lines[3]);
        Assert.Matches($@"^✓ WebSocket +\S+ ms  ws://127\.0\.0\.1:{url.Port}/, lc\.json\.3$", lines[4]);
        Assert.Matches(@"^✓ login +\S+ (ms|s)  leanrx-doctor in application demo$", lines[5]);
        Assert.Equal(6, lines.Length);
    }

    [Fact]
    public async Task The_address_of_the_WebSocket_itself_has_no_route()
    {
        var url = await ServeHereAsync();
        var (exitCode, steps, _) = await ExamineAsync($"ws://127.0.0.1:{url.Port}");
        Assert.Equal(0, exitCode);
        Assert.Equal([("name", "passed"), ("TCP", "passed"), ("TLS", "skipped"), ("route", "skipped"), ("WebSocket", "passed"), ("login", "passed")], steps);
    }

    [Fact]
    public async Task A_name_that_is_none_and_a_port_where_nothing_listens_end_the_way()
    {
        var (exitCode, steps, failure) = await ExamineAsync("https://nowhere.invalid");
        Assert.Equal(1, exitCode);
        Assert.Equal(("name", "failed"), steps[0]);
        Assert.All(steps.Skip(1), step => Assert.Equal("skipped", step.Outcome));
        Assert.StartsWith("nowhere.invalid: ", failure.GetProperty("finding").GetString(), StringComparison.Ordinal);

        (exitCode, steps, failure) = await ExamineAsync("http://127.0.0.1:1");
        Assert.Equal((1, ("TCP", "failed")), (exitCode, steps[1]));
        Assert.Contains("nothing listens at this port", failure.GetProperty("look_at").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_TLS_is_not_taken_for_one_with_it()
    {
        var url = await ServeHereAsync();
        var (exitCode, steps, failure) = await ExamineAsync($"https://127.0.0.1:{url.Port}");
        Assert.Equal((1, ("TLS", "failed")), (exitCode, steps[2]));
        Assert.Contains("whether TLS is spoken at this port", failure.GetProperty("look_at").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_server_at_the_address_is_told_from_one_of_this_kind()
    {
        using var other = OtherServer.Start();
        var (exitCode, steps, failure) = await ExamineAsync(other.Url.ToString());
        Assert.Equal((1, ("route", "failed")), (exitCode, steps[3]));
        Assert.Contains("text/html, which is no route", failure.GetProperty("finding").GetString(), StringComparison.Ordinal);
        Assert.Contains("another server answers here", failure.GetProperty("look_at").GetString(), StringComparison.Ordinal);

        (exitCode, steps, failure) = await ExamineAsync($"ws://127.0.0.1:{other.Url.Port}");
        Assert.Equal((1, ("WebSocket", "failed")), (exitCode, steps[4]));
        Assert.Contains("answered with 200 OK in place of a WebSocket", failure.GetProperty("finding").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_that_the_server_does_not_have_and_a_missing_signature_are_told()
    {
        var url = await ServeHereAsync("--app", "first:key:master", "--require-signatures");
        var (exitCode, steps, failure) = await ExamineAsync(url.ToString(), "--app", "second");
        Assert.Equal((1, ("route", "failed")), (exitCode, steps[3]));
        Assert.Contains("is 'second' among those that the server was given?", failure.GetProperty("look_at").GetString(), StringComparison.Ordinal);

        (exitCode, steps, failure) = await ExamineAsync(url.ToString(), "--app", "first:key");
        Assert.Equal((1, ("login", "failed")), (exitCode, steps[5]));
        Assert.Contains("4102", failure.GetProperty("finding").GetString(), StringComparison.Ordinal);
        Assert.Contains("demands signatures", failure.GetProperty("look_at").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await ExamineAsync(url.ToString(), "--app-file", AppFile("first:key:master"))).ExitCode);
    }

    [Theory]
    [InlineData("ftp://example.com", "ftp://example.com: give a URL that begins with http://")]
    [InlineData("example.com", "example.com: give a URL that begins with http://")]
    public async Task What_is_no_URL_of_a_server_is_refused(string url, string message)
    {
        var (exitCode, output, errors) = await ToolRun.RunAsync(Patience, "doctor", url);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }
}
