using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("RealtimeObject.query", "query：查询所在的对话", "S126",
    English = "Without conditions a query finds the conversations that the client is in.",
    Chinese = "不带条件时查询当前用户所在的对话。")]
public sealed class Query : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        var mine = await realtime.CreateConversationAsync(["LeanCloud02"]);
        await (await LogInAsync("LeanCloud03")).CreateConversationAsync(["LeanCloud02"]);

        var list = await realtime.QueryConversationsAsync();
        Same([mine.Id], list.Select(room => room.Id));
    }
}
