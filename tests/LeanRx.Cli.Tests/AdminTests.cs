using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Text.Json;

namespace LeanRx.Cli.Tests;

public class AdminTests : ToolTest
{
    async Task<LeanClient> LogInAsync(Uri url, string name)
    {
        var client = new LeanClient(new LeanClientOptions { Server = url, ClientId = name });
        await client.OpenAsync(Patience);
        return client;
    }

    Task<(int ExitCode, string Output, string Errors)> AdminAsync(Uri url, params string[] arguments) =>
        ToolRun.RunAsync(Patience, ["admin", arguments[0], "--server", url.ToString(), .. arguments.Skip(1)]);

    /// <summary>The rows of a table below its head, each as its cells.</summary>
    static IEnumerable<string[]> Rows(string table) => table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Select(row => row.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    [Fact]
    public async Task Those_who_are_online_are_listed_and_can_be_put_out()
    {
        var url = await ServeHereAsync();
        await using var tom = await LogInAsync(url, "Tom");
        await using var jerry = await LogInAsync(url, "Jerry \u001b[31m");

        var (exitCode, table, errors) = await AdminAsync(url, "clients");
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal(["Jerry", "Tom"], Rows(table).Select(cells => cells[0]));
        Assert.Contains("Jerry  [31m  ", table, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', table);

        var closed = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var following = tom.StateChanges.Subscribe(state =>
        {
            if (state is ConnectionState.Disconnected { Cause: { } cause })
                closed.TrySetResult(cause.Message);
        });
        Assert.Equal((0, "ended 1 login of Tom\n", ""), await AdminAsync(url, "kick", "Tom", "--reason", "too loud"));
        Assert.Contains("too loud", await closed.Task.WaitAsync(Patience), StringComparison.Ordinal);
        Assert.Equal((0, "no login of Tom: not online\n", ""), await AdminAsync(url, "kick", "Tom"));
        var (_, json, _) = await AdminAsync(url, "clients", "--json");
        Assert.Equal("Jerry \u001b[31m", JsonDocument.Parse(json).RootElement.GetProperty("client_id").GetString());
    }

    [Fact]
    public async Task A_conversation_is_found_read_and_written_to()
    {
        var url = await ServeHereAsync();
        await using var tom = await LogInAsync(url, "Tom");
        var chat = await tom.CreateConversationAsync(["Jerry"], new CreateConversationOptions { Name = "Cats (and) mice" }, Patience);
        await tom.CreateConversationAsync(["Spike"], cancellationToken: Patience);
        await chat.SendAsync("one", cancellationToken: Patience);
        await chat.SendAsync("two", cancellationToken: Patience);

        foreach (var text in new[] { chat.Id, "Jerry", "cats (AND)" })
            Assert.Equal([chat.Id], Rows((await AdminAsync(url, "conversations", text)).Output).Select(cells => cells[0]));
        Assert.Equal(2, Rows((await AdminAsync(url, "conversations")).Output).Count());
        Assert.Empty(Rows((await AdminAsync(url, "conversations", "nobody")).Output));

        var sent = await AdminAsync(url, "send", chat.Id, "three <b>");
        Assert.Equal((0, ""), (sent.ExitCode, sent.Errors));
        var history = Rows((await AdminAsync(url, "history", chat.Id, "--last", "2")).Output).ToList();
        Assert.Equal([("Tom", "two"), ("system", "three <b>")], history.Select(cells => (cells[1], cells[2])));
        Assert.Equal(sent.Output.Trim(), history[1][3]);
        var (_, lines, _) = await AdminAsync(url, "history", chat.Id, "--json");
        Assert.Equal(["Tom", "Tom", "system"], lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("from").GetString()));
    }

    [Fact]
    public async Task A_service_conversation_speaks_to_some_to_its_subscribers_and_to_all()
    {
        var url = await ServeHereAsync();
        await using var tom = await LogInAsync(url, "Tom");
        var told = tom.Messages.OfType<TextMessage>().Select(message => message.Text).Take(2).ToList().ToTask(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, "/1.2/rtm/service-conversations")) { Content = new StringContent("{}") };
        request.Headers.Add("X-LC-Id", "demo");
        request.Headers.Add("X-LC-Key", "demo-master-key,master");
        using var made = await Http.SendAsync(request, Patience);
        var news = JsonDocument.Parse(await made.Content.ReadAsStringAsync(Patience)).RootElement.GetProperty("objectId").GetString()!;

        Assert.Equal(0, (await AdminAsync(url, "send", news, "for subscribers")).ExitCode);
        Assert.Equal(0, (await AdminAsync(url, "send", news, "for Tom", "--to", "Tom,Jerry", "--from", "news")).ExitCode);
        Assert.Equal(0, (await AdminAsync(url, "broadcast", news, "for all")).ExitCode);
        Assert.Equal(["for Tom", "for all"], await told);
    }

    [Fact]
    public async Task Statistics_are_told_for_people_and_for_programs()
    {
        var url = await ServeHereAsync();
        await using var tom = await LogInAsync(url, "Tom");
        var (exitCode, table, _) = await AdminAsync(url, "stats");
        Assert.Equal(0, exitCode);
        Assert.Matches("(?m)^connections +1 *$", table);
        Assert.Matches("(?m)^clients online +1 in 1 logins, 1 today *$", table);
        Assert.Matches("(?m)^refused +nothing *$", table);
        var (_, json, _) = await AdminAsync(url, "stats", "--json");
        Assert.Equal(1, JsonDocument.Parse(json).RootElement.GetProperty("application").GetProperty("clients").GetInt32());
    }

    [Fact]
    public async Task What_cannot_be_is_told_in_one_line()
    {
        var url = await ServeHereAsync();
        await AssertFailsAsync(1, "there is no conversation nowhere", "history", "nowhere");
        await AssertFailsAsync(1, "404 Not Found", "broadcast", "nowhere", "hello");
        await AssertFailsAsync(1, "at most 20 are told", "kick", "Tom", "--reason", "a reason that is too long");
        await AssertFailsAsync(2, "--limit 0: give a number from 1", "clients", "--limit", "0");
        await AssertFailsAsync(2, "--last 2000: give a number from 1 to 1000", "history", "x", "--last", "2000");
        await AssertFailsAsync(1, "the master key is refused: 401", "stats", "--app-file", AppFile("demo:demo-key:wrong"));
        await AssertFailsAsync(2, "admin stats asks with the master key", "stats", "--app-file", AppFile("demo:demo-key"));

        async Task AssertFailsAsync(int exitCode, string message, params string[] arguments)
        {
            var (code, output, errors) = await AdminAsync(url, arguments);
            Assert.Equal((exitCode, ""), (code, output));
            Assert.StartsWith("leanrx: ", errors, StringComparison.Ordinal);
            Assert.Contains(message, errors, StringComparison.Ordinal);
            Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Fact]
    public async Task A_server_that_is_away_or_another_is_told_in_one_line()
    {
        var (exitCode, _, errors) = await AdminAsync(new Uri("http://127.0.0.1:1"), "stats");
        Assert.Equal(1, exitCode);
        Assert.Contains("cannot ask http://127.0.0.1:1/: ", errors, StringComparison.Ordinal);

        using var other = OtherServer.Start();
        (exitCode, _, errors) = await AdminAsync(other.Url, "stats");
        Assert.Equal(1, exitCode);
        Assert.Contains("does not answer in JSON; look whether this is the URL of a LeanRx server", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_master_key_on_the_command_line_is_warned_of()
    {
        var url = await ServeHereAsync();
        var (exitCode, _, errors) = await AdminAsync(url, "stats", "--app", "demo:demo-key:demo-master-key");
        Assert.Equal(0, exitCode);
        Assert.Contains("its master key stands in the list of processes", errors, StringComparison.Ordinal);
    }
}
