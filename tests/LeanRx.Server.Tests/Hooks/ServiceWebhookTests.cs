using System.Net;
using LeanRx.Protocol;
using LeanRx.Server.Hooks;
using LeanRx.Server.Tests.Support;
using Microsoft.Reactive.Testing;

namespace LeanRx.Server.Tests;

/// <summary>A program is told what clients write to service conversations, as LeanCloud told it.</summary>
public class ServiceWebhookTests
{
    readonly FunctionServer _program = new();
    readonly LogLines _log = new();
    readonly List<TimeSpan> _called = [];

    [Fact]
    public async Task A_message_to_a_service_conversation_is_told_in_the_form_of_the_guide()
    {
        await using var world = Start();
        var news = await world.ServiceAsync("Tom");
        var tom = world.Login("Tom");
        Say(tom, news, "天气");
        Pass(world);

        var (address, headers, body) = Assert.Single(_program.Calls);
        Assert.Equal(("http://bot.example.com/in?key=x", "demo"), (address, headers["X-LC-Id"]));
        var id = body[0].GetProperty("msgId").GetString();
        const string date = """{"__type":"Date","iso":"2026-06-01T12:00:00.000Z"}""";
        var pointer = $$"""{"__type":"Pointer","className":"_Conversation","objectId":"{{news}}"}""";
        Assert.Equal($$"""[{"from":"Tom","fromIp":"192.0.2.1","conv":{{pointer}},"msgId":"{{id}}","bin":false,""" +
            $$"""
            "data":"\u5929\u6C14","createdAt":{{date}},"updatedAt":{{date}}}]
            """, body.GetRawText());
        Assert.Equal(id, tom.Take<AckFrame>().MessageUid);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Nothing_else_is_told()
    {
        await using var world = Start(only: ["elsewhere"]);
        var news = await world.ServiceAsync("Tom");
        var tom = world.Login("Tom");
        Say(tom, news, "not this one");
        Pass(world);
        Assert.Empty(_program.Calls);

        await using var other = Start();
        var service = await other.ServiceAsync("Tom");
        var jerry = other.Login("Tom");
        jerry.Send(new DirectFrame { ConversationId = service, Body = "for a moment", IsTransient = true });
        jerry.Send(new ConversationFrame { Operation = ConversationOperations.Start, Members = ["Jerry"] });
        Say(jerry, jerry.TakeAll().OfType<ConversationFrame>().First(frame => frame.ConversationId is not null).ConversationId!, "between us");
        await other.Operator().Messages.SendAsync(service, new SystemMessage("desk", "from the desk"));
        Pass(other);
        Assert.Empty(_program.Calls);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task What_is_not_taken_now_is_told_again_after_one_two_and_four_seconds_and_in_order()
    {
        await using var world = Start();
        var news = await world.ServiceAsync("Tom");
        Answer(world, HttpStatusCode.ServiceUnavailable, HttpStatusCode.TooManyRequests, null, HttpStatusCode.NoContent, HttpStatusCode.OK);
        var tom = world.Login("Tom");
        Say(tom, news, "one");
        Say(tom, news, "two");
        world.Pass(TimeSpan.FromMinutes(1));

        // The third is not answered: its five seconds pass, then four of waiting.
        Assert.Equal([0, 1, 3, 12, 12], _called.Select(time => Math.Floor(time.TotalSeconds)));
        Assert.Equal(["one", "one", "one", "one", "two"], _program.Calls.Select(call => call.Body[0].GetProperty("data").GetString()));
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, 4, "The program answered with HTTP status 503.")]
    [InlineData(HttpStatusCode.NotFound, 1, "The program answered with HTTP status 404.")]
    [InlineData(HttpStatusCode.Found, 1, "The program answered with HTTP status 302.")]
    [InlineData(null, 4, "The program did not answer within 5 s.")]
    public async Task What_is_never_taken_is_a_line_in_the_log_and_the_next_message_is_told(HttpStatusCode? status, int attempts, string line)
    {
        await using var world = Start();
        var news = await world.ServiceAsync("Tom");
        Answer(world, [.. Enumerable.Repeat(status, attempts), HttpStatusCode.OK]);
        var tom = world.Login("Tom");
        Say(tom, news, "one");
        Say(tom, news, "two");
        world.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(attempts + 1, _program.Calls.Count);
        Assert.Equal("two", _program.Calls[^1].Body[0].GetProperty("data").GetString());
        Assert.Contains($"at http://bot.example.com/in", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Assert.Contains(line, _log.Lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, "MaxAttempts")]
    [InlineData(11, 1, "MaxAttempts")]
    [InlineData(1, 0, "RequestTimeout")]
    [InlineData(1, 601, "RequestTimeout")]
    public void Options_that_cannot_be_used_are_named(int attempts, int seconds, string name) => Assert.Contains(name,
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceWebhook(new ServiceWebhookOptions
        {
            Url = new Uri("http://bot.example.com"),
            MaxAttempts = attempts,
            RequestTimeout = TimeSpan.FromSeconds(seconds),
        })).Message, StringComparison.Ordinal);

    World Start(IReadOnlyList<string>? only = null)
    {
        var clock = new TestScheduler();
        var options = new ServiceWebhookOptions
        {
            Url = new Uri("http://bot.example.com/in?key=x"),
            ConversationIds = only,
            Scheduler = clock,
            HttpMessageHandlerFactory = () => _program,
        };
        return new World(new ServerOptions
        {
            Apps = [AppOptions.Demo with { Hooks = [new ServiceWebhook(options).CreateOptions()] }],
            LoggerFactory = _log,
        }, clock: clock);
    }

    void Answer(World world, params HttpStatusCode?[] statuses)
    {
        var answers = new Queue<HttpStatusCode?>(statuses);
        _program.Answer = _ =>
        {
            _called.Add(world.Clock.Now - World.Noon);
            return answers.Dequeue() is { } status ? Task.FromResult(FunctionServer.Json("", status)) : new TaskCompletionSource<HttpResponseMessage>().Task;
        };
    }

    static void Say(TestDevice device, string conversation, string text) => device.Send(new DirectFrame { ConversationId = conversation, Body = text });

    static void Pass(World world) => world.Pass(TimeSpan.FromMilliseconds(1));
}
