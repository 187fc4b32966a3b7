using System.Net;

namespace LeanRx.Cli.Tests;

/// <summary>What Prometheus and load balancers ask <c>leanrx serve</c>.</summary>
public class ServeMetricsTests : ToolTest
{
    [Fact]
    public async Task Metrics_are_told_in_the_format_of_Prometheus_at_an_address_of_their_own_and_nowhere_else()
    {
        var server = Start("serve", "--urls", "http://127.0.0.1:0", "--metrics-url", "http://127.0.0.1:0", "--log-level", "Information");
        var url = new Uri((await server.ReadLineAsync())["listening on ".Length..]);
        const string metricsAt = "LeanRx.Serve: Metrics at ";
        var told = await server.ErrorAsync(metricsAt);
        var metrics = new Uri(told[(told.IndexOf(metricsAt, StringComparison.Ordinal) + metricsAt.Length)..].TrimEnd('.'));
        await using var tom = new LeanClient(url, "Tom");
        await tom.OpenAsync(Patience);
        var chat = await tom.CreateConversationAsync(["Jerry"], cancellationToken: Patience);
        await chat.SendAsync("hi", Patience);

        var lines = (await Http.GetStringAsync(metrics, Patience)).Split('\n');
        Assert.Contains("# TYPE leanrx_server_connections gauge", lines);
        Assert.EndsWith("} 1", Assert.Single(lines, line => line.StartsWith("leanrx_server_connections{", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.EndsWith("} 1", Assert.Single(lines, line => line.StartsWith("leanrx_server_messages_received_total{", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("leanrx_server_command_duration_seconds_bucket{", StringComparison.Ordinal)
            && line.Contains("messaging_operation_name=\"direct\"", StringComparison.Ordinal) && line.Contains("le=\"0.005\"", StringComparison.Ordinal));
        using var elsewhere = await Http.GetAsync(new Uri(url, "/metrics"), Patience);
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
        server.Terminate();
        Assert.Equal(0, await server.WaitForExitAsync());
    }

    [Theory]
    [InlineData("nowhere", "LeanRx:MetricsUrl", "must be an absolute URL")]
    [InlineData("https://127.0.0.1:9464", "", "give a URL of the form http://ADDRESS:PORT")]
    [InlineData("http://127.0.0.1:9464/metrics", "", "give a URL of the form http://ADDRESS:PORT")]
    [InlineData("http://192.0.2.1:9464", "", "cannot listen there: ")]
    public async Task An_address_that_cannot_be_is_named(string url, string key, string words)
    {
        var (exitCode, output, errors) = await ToolRun.RunAsync(Patience, "serve", "--urls", "http://127.0.0.1:0", "--metrics-url", url);
        Assert.Equal((2, "", 1), (exitCode, output, errors.TrimEnd('\n').Split('\n').Length));
        Assert.StartsWith($"leanrx: --metrics-url {url}: {words}", errors, StringComparison.Ordinal);
        Assert.DoesNotContain(key.Length == 0 ? "Metrics at" : key, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_the_signal_on_it_is_not_ready_and_goes_on_for_a_while()
    {
        var (server, url) = await ServeAsync("--set", "DrainTime=00:00:03");
        using var ready = await Http.GetAsync(new Uri(url, "/ready"), Patience);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);

        server.Terminate();
        while (true)
        {
            using var answer = await Http.GetAsync(new Uri(url, "/ready"), Patience);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                Assert.Equal("""{"status":"draining","code":503,"error":"The server is about to stop."}""",
                    await answer.Content.ReadAsStringAsync(Patience));
                break;
            }
        }

        using var health = await Http.GetAsync(new Uri(url, "/health"), Patience);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal(0, await server.WaitForExitAsync());
    }

    [Fact]
    public async Task A_log_for_machines_has_an_object_in_each_line_warnings_of_the_tool_included()
    {
        var server = Start("serve", "--urls", "http://127.0.0.1:0", "--app", "one-application:key:my-master", "--log-format", "json", "--log-level", "Debug");
        var url = new Uri((await server.ReadLineAsync())["listening on ".Length..]);
        await Http.GetStringAsync(new Uri(url, "/health?secret=1"), Patience);
        server.Terminate();
        Assert.Equal(0, await server.WaitForExitAsync());

        var lines = (await server.Errors).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement).ToList();
        Assert.All(lines, line => Assert.StartsWith("LeanRx", line.GetProperty("Category").GetString(), StringComparison.Ordinal));
        Assert.All(lines, line => Assert.EndsWith("Z", line.GetProperty("Timestamp").GetString(), StringComparison.Ordinal));
        // The client may have its answer before the line is written.
        var answered = Assert.Single(lines, line => line.GetProperty("Category").GetString() == "LeanRx.Server.Host");
        Assert.Equal((9, "GET /health was answered with 200."), (answered.GetProperty("EventId").GetInt32(), answered.GetProperty("Message").GetString()));
        Assert.Equal(["Warned", "Listening", "Stopping", "Stopped"],
            lines.Where(line => line.GetProperty("Category").GetString() == "LeanRx.Serve").Select(line => line.GetProperty("EventId").GetInt32() switch
            {
                1 => "Warned",
                2 => "Listening",
                3 => "Stopping",
                4 => "Stopped",
                var other => $"{other}",
            }));
        Assert.DoesNotContain("my-master", await server.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", await server.Errors, StringComparison.Ordinal);
    }
}
