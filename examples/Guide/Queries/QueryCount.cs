using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("query: count", "查询对话数量", "S79",
    English = "Tom counts the matches without fetching them.",
    Chinese = "Tom 只获取符合条件的对话数量。")]
public sealed class QueryCount : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        await tom.CreateConversationAsync(["Jerry"], new() { Name = "小学", Attributes = new JsonObject { ["keywords"] = "儿童教育", ["age"] = 7 } });
        await tom.CreateConversationAsync(["Jerry"], new() { Name = "大学", Attributes = new JsonObject { ["keywords"] = "高等教育", ["age"] = 20 } });
        await tom.CreateConversationAsync(["Jerry"], new() { Name = "足球", Attributes = new JsonObject { ["keywords"] = "运动", ["age"] = 7 } });

        var count = await tom.CountConversationsAsync(new ConversationQuery().Where(c => c.Attribute("keywords").Contains("教育") & c.Attribute("age") < 18));
        Same(1, count);
    }
}
