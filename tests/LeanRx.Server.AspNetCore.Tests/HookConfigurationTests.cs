using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using LeanRx.Server.Hooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Hooks that stand in configuration, and a program that is called over real HTTP.</summary>
public class HookConfigurationTests : ServerTest
{
    const string Hook = "Engine:Apps:0:Hooks:0:";

    public static TheoryData<string, string> Wrong => new()
    {
        { "Url=ftp://example.com", "LeanRx:Engine:Apps:0:Hooks:0: Url must be an absolute http or https address without query, and is 'ftp://example.com/'." },
        { "Url=nowhere", "LeanRx:Engine:Apps:0:Hooks:0:Url = 'nowhere': must be an absolute URL." },
        { "WebhookUrl=ftp://example.com", "LeanRx:Engine:Apps:0:Hooks:0: Url must be an absolute http or https address, and is 'ftp:" },
        { "Url=http://a;WebhookUrl=http://b", "LeanRx:Engine:Apps:0:Hooks:0: a hook has either a Url to call, or a WebhookUrl to tell, or Words" },
        { "Url=http://a;ConversationIds:0=news", "Hooks:0: ConversationIds says of what a WebhookUrl is told, and there is none." },
        { "Url=http://a;Words:0=x", "LeanRx:Engine:Apps:0:Hooks:0: a hook has either a Url to call, or a WebhookUrl to tell, or Words or WordsFile" },
        { "Timeout=00:00:01", "LeanRx:Engine:Apps:0:Hooks:0: a hook has either a Url to call, or a WebhookUrl to tell, or Words or WordsFile to keep out." },
        { "Url=http://a;Timeout=0", "LeanRx:Engine:Apps:0:Hooks:0:Timeout = '0': must be a time such as 00:00:30" },
        { "Url=http://a;Timeout=00:00:00", "Timeout must be longer than zero and at most 1 days." },
        { "Url=http://a;OnFailure=Open", "LeanRx:Engine:Apps:0:Hooks:0:OnFailure = 'Open': must be one of Proceed, Refuse." },
        { "Url=http://a;Points:0=Everywhere", "LeanRx:Engine:Apps:0:Hooks:0: Points has 'Everywhere'; there are None, MessageSending," },
        { "Url=http://a;MaxConcurrentCalls=0", "MaxConcurrentCalls must be at least 1." },
        { "Url=http://a;Key=x", "LeanRx:Engine:Apps:0:Hooks:0:Key: there is no such option" },
        { "WordsFile=/no/such/file", "LeanRx:Engine:Apps:0:Hooks:0: WordsFile = '/no/such/file' cannot be read: " },
        { "Words:0= ", "The list has no words." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_hook_that_cannot_be_refuses_the_start(string options, string message)
    {
        var failure = Assert.ThrowsAny<Exception>(() => Read([.. options.Split(';').Select(option => option.Split('=', 2))
            .Select(option => (Hook + option[0], option[1]))]));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hooks_are_read_in_their_order_with_all_that_is_said_of_them()
    {
        var hooks = Read((Hook + "Words:0", "casino"), (Hook + "Action", "Refuse"), ("Engine:Apps:0:Hooks:1:Url", "http://127.0.0.1:3000"),
            ("Engine:Apps:0:Hooks:1:HookKey", "key"), ("Engine:Apps:0:Hooks:1:SigningKey", "master"), ("Engine:Apps:0:Hooks:1:Timeout", "00:00:01"),
            ("Engine:Apps:0:Hooks:1:OnFailure", "Refuse"), ("Engine:Apps:0:Hooks:1:Points:0", "MessageSending"),
            ("Engine:Apps:0:Hooks:1:Points:1", "clientOnline"), ("Engine:Apps:0:Hooks:1:MaxConcurrentCalls", "3"),
            ("Engine:Apps:0:Hooks:1:MaxPendingEvents", "4"), ("Engine:Apps:0:Hooks:1:MaxAnswerBytes", "5")).Engine.Apps![0].Hooks;

        Assert.IsType<WordFilter>(hooks[0].Hook);
        Assert.Equal(HookPoints.MessageSending | HookPoints.MessageUpdating, hooks[0].Points);
        Assert.Equal((HookPoints.MessageSending | HookPoints.ClientOnline, TimeSpan.FromSeconds(1), HookFailureAction.Refuse, 3, 4),
            (hooks[1].Points, hooks[1].Timeout, hooks[1].OnFailure, hooks[1].MaxConcurrentCalls, hooks[1].MaxPendingEvents));
        var http = Assert.IsType<HttpHook>(hooks[1].Hook).Options;
        Assert.Equal(("http://127.0.0.1:3000/", "key", "master", 5), (http.Url.AbsoluteUri, http.HookKey, http.SigningKey, http.MaxAnswerBytes));
    }

    [Fact]
    public void A_webhook_is_read_with_its_conversations_and_has_time_for_all_its_attempts()
    {
        var hook = Assert.Single(Read((Hook + "WebhookUrl", "https://bot.example.com/in?key=x"), (Hook + "ConversationIds:0", "news")).Engine.Apps![0].Hooks);

        Assert.Equal((HookPoints.MessageSent, TimeSpan.FromSeconds(28)), (hook.Points, hook.Timeout));
        var options = Assert.IsType<ServiceWebhook>(hook.Hook).Options;
        Assert.Equal("https://bot.example.com/in?key=x", options.Url.AbsoluteUri);
        Assert.Equal(["news"], options.ConversationIds!);
    }

    [Fact]
    public async Task A_program_is_called_over_http_and_its_answer_counts_for_a_call_over_rest()
    {
        var calls = new ConcurrentQueue<string>();
        await using var functions = await StartFunctionsAsync(calls);
        var server = await StartAsync(Read((Hook + "Url", functions.Urls.Single()), (Hook + "HookKey", "key"), (Hook + "OnFailure", "Refuse")));
        var conversation = (await PostAsync(server, "/1.2/rtm/conversations", """{"m":["Tom","Jerry"]}""")).GetProperty("objectId").GetString();
        var path = $"/1.2/rtm/conversations/{conversation}/messages";

        var refused = await PostAsync(server, path, """{"from_client":"Tom","message":"advert"}""");
        var sent = await PostAsync(server, path, """{"from_client":"Tom","message":"Hi"}""");
        var failed = await PostAsync(server, path, """{"from_client":"Tom","message":"crash"}""");
        var moved = await PostAsync(server, path, """{"from_client":"Tom","message":"moved"}""");

        Assert.Equal((4402, "No adverts."), (refused.GetProperty("code").GetInt32(), refused.GetProperty("error").GetString()));
        Assert.Equal(22, sent.GetProperty("msg-id").GetString()!.Length);
        Assert.Equal((4402, 4402), (failed.GetProperty("code").GetInt32(), moved.GetProperty("code").GetInt32()));
        Assert.Equal("_conversationStart key", calls.First());
        Assert.DoesNotContain("elsewhere", string.Join(' ', calls), StringComparison.Ordinal);
    }

    static async Task<WebApplication> StartFunctionsAsync(ConcurrentQueue<string> calls)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var functions = builder.Build();
        functions.MapPost("/1.1/functions/{name}", async (string name, HttpContext context) =>
        {
            calls.Enqueue($"{name} {context.Request.Headers["X-LC-Hook-Key"]}");
            using var body = await JsonDocument.ParseAsync(context.Request.Body);
            return (body.RootElement.TryGetProperty("content", out var content) ? content.GetString() : null) switch
            {
                "advert" => Results.Text("""{"result":{"drop":true,"code":9890,"detail":"No adverts."}}""", "application/json"),
                "crash" => Results.StatusCode(500),
                "moved" => Results.Redirect("/elsewhere", preserveMethod: true),
                _ => Results.Text("""{"result":{}}""", "application/json"),
            };
        });
        functions.MapPost("/elsewhere", () =>
        {
            calls.Enqueue("elsewhere");
            return Results.Text("""{"result":{}}""", "application/json");
        });
        await functions.StartAsync();
        return functions;
    }

    async Task<JsonElement> PostAsync(LeanServer server, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url, path)) { Content = content };
        request.Headers.Add("X-LC-Id", "chat-example-application");
        request.Headers.Add("X-LC-Key", "secret,master");
        using var answer = await Http.SendAsync(request, Patience);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Patience));
        return body.RootElement.Clone();
    }

    static LeanServerOptions Read(params (string Key, string Value)[] values)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values
            .Prepend(("Engine:Apps:0:MasterKey", "secret")).Prepend(("Engine:Apps:0:ApplicationId", "chat-example-application"))
            .Select(value => KeyValuePair.Create($"LeanRx:{value.Item1}", (string?)value.Item2))).Build();
        return LeanServerOptions.FromConfiguration(configuration.GetSection("LeanRx"));
    }
}
