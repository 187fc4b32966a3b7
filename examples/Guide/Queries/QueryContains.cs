using System.Reactive.Linq;
using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("query: contains", "查询：包含", "S76",
    English = "Tom looks for conversations whose keywords contain 教育.",
    Chinese = "Tom 查询属性 keywords 包含「教育」的对话。")]
public sealed class QueryContains : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        await tom.CreateConversationAsync(["Jerry"], new() { Name = "家长会", Attributes = new JsonObject { ["keywords"] = "儿童教育" } });
        await tom.CreateConversationAsync(["Jerry"], new() { Name = "球迷会", Attributes = new JsonObject { ["keywords"] = "足球" } });

        var found = await tom.QueryConversationsAsync(new ConversationQuery().Where(c => c.Attribute("keywords").Contains("教育")));
        Same(["家长会"], found.Select(chat => chat.Name!));
    }
}
