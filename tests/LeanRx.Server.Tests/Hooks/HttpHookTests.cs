using System.Net;
using LeanRx.Protocol;
using LeanRx.Server.Hooks;
using LeanRx.Server.Hosting;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>A program with cloud functions is called as LeanCloud called it.</summary>
public class HttpHookTests
{
    readonly FunctionServer _functions = new();
    readonly LogLines _log = new();
    readonly World _world;
    readonly TestDevice _tom;
    readonly TestDevice _jerry;
    readonly string _conversation;

    public HttpHookTests()
    {
        var hook = new HttpHook(new HttpHookOptions
        {
            Url = new Uri("http://functions.example.com/"),
            HookKey = "hook key",
            SigningKey = "master key",
            MaxAnswerBytes = 1000,
            HttpMessageHandlerFactory = () => _functions,
        });
        const HookPoints closed = HookPoints.MessageUpdating | HookPoints.MembersAdding;
        _world = new World(new ServerOptions
        {
            Apps =
            [
                AppOptions.Demo with
                {
                    Hooks =
                    [
                        new HookOptions(hook) { Points = HookPoints.All & ~closed, Timeout = TimeSpan.FromSeconds(2) },
                        new HookOptions(hook) { Points = closed, Timeout = TimeSpan.FromSeconds(2), OnFailure = HookFailureAction.Refuse },
                    ],
                },
            ],
            Limits = ServerLimits.Unlimited,
            LoggerFactory = _log,
        });
        (_tom, _jerry) = (Login("Tom"), Login("Jerry"));
        _tom.Send(new ConversationFrame
        {
            Operation = ConversationOperations.Start,
            Members = ["Jerry", "Spike"],
            Attributes = Moves.Json("""{"name":"Tom & Jerry"}"""),
        });
        Pass();
        _conversation = Assert.IsType<ConversationFrame>(_tom.TakeAll()[0]).ConversationId!;
        _jerry.TakeAll();
    }

    [Fact]
    public void Functions_are_called_with_the_names_bodies_and_signatures_of_the_guide()
    {
        Say("耗子，起床！");
        Pass();
        _tom.Drop();
        Pass();

        const string root = "http://functions.example.com/1.1/functions/";
        Assert.Equal([
            """_clientOnline {"peerId":"Tom","sourceIP":"192.0.2.1","tag":null,"reconnect":0}""",
            """_clientOnline {"peerId":"Jerry","sourceIP":"192.0.2.1","tag":null,"reconnect":0}""",
            """_conversationStart {"initBy":"Tom","members":["Jerry","Spike","Tom"],"attr":{"name":"Tom \u0026 Jerry"}}""",
            $$"""_conversationStarted {"convId":"{{_conversation}}"}""",
            $$"""_messageReceived {"fromPeer":"Tom","convId":"{{_conversation}}","toPeers":["Jerry","Spike"],"bin":false,"content":"耗子，起床！","system":""" +
                """false,"sourceIP":"192.0.2.1","timestamp":T,"transient":false,"receipt":false}""",
            $$"""_messageSent {"fromPeer":"Tom","convId":"{{_conversation}}","msgId":"ID","onlinePeers":""" +
                """["Jerry"],"offlinePeers":["Spike"],"transient":false,"system":false,"bin":false,"content":"耗子，起床！","receipt":""" +
                """false,"sourceIP":"192.0.2.1","timestamp":T}""",
            $$"""_receiversOffline {"fromPeer":"Tom","convId":"{{_conversation}}","offlinePeers":["Spike"],"content":"耗子，起床！","timestamp":""" +
                """T,"mentionAll":false,"mentionOfflinePeers":[]}""",
            """_clientOffline {"peerId":"Tom","closeCode":2,"closeMsg":"The connection ended.","sourceIP":"192.0.2.1","tag":null}""",
        ], _functions.Calls.Select(call => $"{call.Address[root.Length..]} {Shown(call.Body)}"));
        Assert.All(_functions.Calls, call => Assert.Equal(("demo", "hook key"), (call.Headers["X-LC-Id"], call.Headers["X-LC-Hook-Key"])));
        // The code of "_clientOnline:1780315200000" under "master key", made with another program.
        Assert.Equal("1780315200000,c9dd1ee28a5f6b360327487cef14ec73f4078e97", _functions.Calls[0].Body.GetProperty("__sign").GetString());
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void The_guides_filter_of_adverts_rewrites_a_message()
    {
        _functions.Returns("""{"content":"来我们去 ** 玩吧"}""");
        Say("来我们去 XX 传奇玩吧");
        Pass();

        Assert.Equal("来我们去 ** 玩吧", Assert.IsType<DirectFrame>(Assert.Single(_jerry.TakeAll())).Body);
    }

    [Theory]
    [InlineData("""{"drop":true,"code":9890,"detail":"no"}""", 9890, "no")]
    [InlineData("""{"drop":"truthy"}""", null, null)]
    [InlineData("""{"drop":1,"code":1}""", 1, null)]
    public void A_dropped_message_is_refused_with_the_codes_of_the_function(string result, int? code, string? detail)
    {
        _functions.Returns(result);
        Say("Hi");
        Pass();

        var ack = Assert.IsType<AckFrame>(Assert.Single(_tom.TakeAll()));
        Assert.Equal((4402, code, detail), (ack.Code, ack.ApplicationCode, ack.ApplicationMessage));
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"drop":false,"content":null,"toPeers":null}""")]
    [InlineData("""{"drop":0}""")]
    [InlineData("""{"drop":""}""")]
    public void Nothing_is_a_yes(string result)
    {
        _functions.Answer = _ => Task.FromResult(FunctionServer.Json(result.Length == 0 ? "{}" : $$"""{"result":{{result}}}"""));
        Say("Hi");
        Pass();

        Assert.Equal("Hi", Assert.IsType<DirectFrame>(Assert.Single(_jerry.TakeAll())).Body);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Receivers_can_be_taken_away()
    {
        _functions.Returns("""{"toPeers":["Spike"]}""");
        Say("Hi");
        Pass();

        _jerry.AssertQuiet();
        Assert.Null(Assert.IsType<AckFrame>(Assert.Single(_tom.TakeAll())).Code);
    }

    [Fact]
    public void A_rejected_creation_is_refused_as_in_the_guide()
    {
        _functions.Returns("""{"reject":true,"code":9890}""");
        _tom.Send(new ConversationFrame { Operation = ConversationOperations.Start, Members = ["Butch"] });
        Pass();

        var error = Assert.IsType<ErrorFrame>(Assert.Single(_tom.TakeAll()));
        Assert.Equal((4305, 9890), (error.Code, error.ApplicationCode));
    }

    public static TheoryData<string, string> Failures => new()
    {
        { "500", "NAME answered with HTTP status 500." },
        { "404", "NAME answered with HTTP status 404." },
        { "redirect", "NAME answered with a redirect to http://elsewhere.example.com/, which is not followed." },
        { "garbage", "NAME answered with something that is no object of JSON: '<html>'." },
        { "half", """NAME answered with something that is no object of JSON: '{"result":{'.""" },
        { "list", "NAME answered with something that is no object of JSON: '[]'." },
        { "two", "NAME answered with something that is no object of JSON: '{}{}'." },
        { "text", "The result is no object but String." },
        { "kinds", "code is no whole number." },
        { "too large", "NAME answered with more than 1000 bytes." },
        { "away", "NAME could not be called: Connection refused" },
        { "late", "There was no answer within 2 s." },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_function_that_fails_is_passed_over_where_the_hook_is_open(string what, string line)
    {
        Fail(what, "_messageReceived");
        Say("Hi");
        _world.Pass(TimeSpan.FromSeconds(3));

        Assert.Equal("Hi", Assert.IsType<DirectFrame>(Assert.Single(_jerry.TakeAll())).Body);
        Assert.Equal($"The hook at http://functions.example.com/ failed at MessageSending of {_conversation}: " +
            $"{line.Replace("NAME", "_messageReceived", StringComparison.Ordinal)} It goes on without the hook.", Assert.Single(_log.Lines));
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_function_that_fails_refuses_where_the_hook_is_closed(string what, string line)
    {
        Fail(what, "_conversationAdd");
        _tom.Send(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = _conversation, Members = ["Butch"] });
        _world.Pass(TimeSpan.FromSeconds(3));

        Assert.Equal(4305, Assert.IsType<ErrorFrame>(Assert.Single(_tom.TakeAll())).Code);
        Assert.EndsWith($"{line.Replace("NAME", "_conversationAdd", StringComparison.Ordinal)} It is refused.", Assert.Single(_log.Lines),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://example.com", null, "Url must be an absolute http or https address without query, and is 'ftp://example.com/'.")]
    [InlineData("http://example.com/?a=b", null, "Url must be an absolute http or https address without query")]
    [InlineData("http://example.com", "a\nb", "HookKey must have printable ASCII characters alone")]
    public void Options_that_cannot_be_used_are_named(string url, string? key, string message) => Assert.StartsWith(message,
        Assert.Throws<ArgumentException>(() => new HttpHook(new HttpHookOptions { Url = new Uri(url), HookKey = key })).Message, StringComparison.Ordinal);

    void Fail(string what, string function) => _functions.Answer = name => name != function ? Task.FromResult(FunctionServer.Json("{}")) : what switch
    {
        "500" => Task.FromResult(FunctionServer.Json("""{"code":1,"error":"x"}""", HttpStatusCode.InternalServerError)),
        "404" => Task.FromResult(FunctionServer.Json("", HttpStatusCode.NotFound)),
        "redirect" => Task.FromResult(Redirect()),
        "garbage" => Task.FromResult(FunctionServer.Json("<html>")),
        "half" => Task.FromResult(FunctionServer.Json("""{"result":{""")),
        "list" => Task.FromResult(FunctionServer.Json("[]")),
        "two" => Task.FromResult(FunctionServer.Json("{}{}")),
        "text" => Task.FromResult(FunctionServer.Json("""{"result":"ok"}""")),
        "kinds" => Task.FromResult(FunctionServer.Json("""{"result":{"drop":true,"reject":true,"code":"9890"}}""")),
        "too large" => Task.FromResult(FunctionServer.Json("""{"result":{"content":"X"}}""".Replace("X", new string('x', 1000), StringComparison.Ordinal))),
        "away" => throw new HttpRequestException("Connection refused"),
        _ => new TaskCompletionSource<HttpResponseMessage>().Task,
    };

    static HttpResponseMessage Redirect()
    {
        var answer = FunctionServer.Json("", HttpStatusCode.Found);
        answer.Headers.Location = new Uri("http://elsewhere.example.com/");
        return answer;
    }

    static string Shown(System.Text.Json.JsonElement body)
    {
        var members = body.EnumerateObject().Where(member => member.Name != "__sign").Select(member => $"\"{member.Name}\":" + member.Name switch
        {
            "timestamp" => "T",
            "msgId" => "\"ID\"",
            "content" => $"\"{member.Value.GetString()}\"",
            _ => member.Value.GetRawText(),
        });
        return $"{{{string.Join(',', members)}}}";
    }

    TestDevice Login(string clientId)
    {
        var device = _world.Login(clientId, Dialect.UnreadCountsUntilRead, SessionCapabilities.PartialFailures);
        Pass();
        return device;
    }

    void Say(string text) => _tom.Send(new DirectFrame { ConversationId = _conversation, Body = text });

    void Pass() => _world.Pass(TimeSpan.FromMilliseconds(1));
}
