using System.Reactive.Linq;
using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("query: combined", "组合查询", "S78",
    English = "Tom looks for conversations about 教育 of those below 18: both conditions hold.",
    Chinese = "Tom 查询 keywords 包含「教育」并且 age 小于 18 的对话。")]
public sealed class QueryCombination : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        await tom.CreateConversationAsync(["Jerry"], new() { Name = "小学", Attributes = new JsonObject { ["keywords"] = "儿童教育", ["age"] = 7 } });
        await tom.CreateConversationAsync(["Jerry"], new() { Name = "大学", Attributes = new JsonObject { ["keywords"] = "高等教育", ["age"] = 20 } });
        await tom.CreateConversationAsync(["Jerry"], new() { Name = "足球", Attributes = new JsonObject { ["keywords"] = "运动", ["age"] = 7 } });

        var found = await tom.QueryConversationsAsync(new ConversationQuery().Where(c => c.Attribute("keywords").Contains("教育") & c.Attribute("age") < 18));
        Same(["小学"], found.Select(chat => chat.Name!));
    }
}
