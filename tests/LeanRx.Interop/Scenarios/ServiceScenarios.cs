using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Protocol;
using LeanRx.Server;

namespace LeanRx.Interop;

/// <summary>Service conversations: an operator speaks to subscribers, and each of them has a thread of their own with the service.</summary>
static class ServiceScenarios
{
    const string Operator = "weather";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("service conversation: subscribe, hear the operator, write to it", SubscribeAsync),
        new("service conversation: unsubscribe", UnsubscribeAsync),
        new("service conversation: an answer to one alone", AnswerAsync),
    ];

    static async Task SubscribeAsync(Stage stage)
    {
        var service = await OpenAsync(stage);
        await stage.Actor.JoinAsync(service);
        await stage.Other.JoinAsync(service);
        await SendAsync(stage, service, "今天晴");
        var heard = await stage.Actor.HearTextAsync(service, "今天晴");
        Content.Check(Operator, heard["from"], "from");
        await stage.Other.HearTextAsync(service, "今天晴");

        var written = await stage.Actor.SendAsync(service, "明天呢");
        await SendAsync(stage, service, "明天有雨");
        await stage.Other.HearTextAsync(service, "明天有雨");
        if (stage.Other.Heard("message", service).Any(news => (string?)news["id"] == written.Id))
            throw new ScenarioException("a subscriber heard what another wrote to the service");
        var history = await stage.Actor.HistoryAsync(service, 10);
        if (!history.Any(message => (string?)message["id"] == written.Id))
            throw new ScenarioException("what was written to the service is not in the writer's history");
    }

    static async Task UnsubscribeAsync(Stage stage)
    {
        var service = await OpenAsync(stage);
        await stage.Actor.JoinAsync(service);
        await stage.Other.JoinAsync(service);
        await stage.Actor.LeaveAsync(service);
        await SendAsync(stage, service, "今天晴");
        await stage.Other.HearTextAsync(service, "今天晴");
        // What an operator sends to some clients needs no subscription.
        await stage.Theatre.NextApplication().Messages.SendAsync(service, new SystemMessage(Operator, Body("欢迎再来")) { ToClientIds = [stage.Actor.ClientId] });
        await stage.Actor.HearTextAsync(service, "欢迎再来");
        if (stage.Actor.Heard("message", service).Count != 1)
            throw new ScenarioException("who had unsubscribed heard what was sent to subscribers");
    }

    static async Task AnswerAsync(Stage stage)
    {
        var service = await OpenAsync(stage);
        await stage.Actor.JoinAsync(service);
        await stage.Other.JoinAsync(service);
        await stage.Actor.SendAsync(service, "我这儿呢");
        await stage.Theatre.NextApplication().Messages.SendAsync(service, new SystemMessage(Operator, Body("你那儿有雪")) { ToClientIds = [stage.Actor.ClientId] });
        await stage.Actor.HearTextAsync(service, "你那儿有雪");
        await SendAsync(stage, service, "今天晴");
        await stage.Other.HearTextAsync(service, "今天晴");
        if (stage.Other.Heard("message", service).Count != 1)
            throw new ScenarioException("a subscriber heard an answer to another");
    }

    static async Task<string> OpenAsync(Stage stage)
    {
        using var columns = JsonDocument.Parse("""{"name":"天气"}""");
        var service = await stage.Theatre.NextApplication()
            .Conversations.CreateAsync(new NewConversation { Kind = ConversationKind.Service, Columns = columns.RootElement.Clone() });
        return service.Id;
    }

    static async Task SendAsync(Stage stage, string service, string text) =>
        await stage.Theatre.NextApplication().Messages.SendAsync(service, new SystemMessage(Operator, Body(text)));

    static string Body(string text) => new JsonObject { ["_lctype"] = Content.TextType, ["_lctext"] = text }.ToJsonString();
}
