using System.Reactive.Linq;
using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("query: not equal", "查询：不等于", "S72",
    English = "Tom looks for conversations that are not private.",
    Chinese = "Tom 查询属性 type 不等于 private 的对话。")]
public sealed class QueryNotEqual : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        await tom.CreateConversationAsync(["Jerry"], new() { Name = "私聊", Attributes = new JsonObject { ["type"] = "private" } });
        await tom.CreateConversationAsync(["Jerry"], new() { Name = "公开", Attributes = new JsonObject { ["type"] = "public" } });

        var found = await tom.QueryConversationsAsync(new ConversationQuery().Where(c => c.Attribute("type") != "private"));
        Same(["公开"], found.Select(chat => chat.Name!));
    }
}
