using System.Reactive.Linq;
using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("query: greater than", "查询：大于", "S73",
    English = "Tom looks for conversations of those above 18.",
    Chinese = "Tom 查询属性 age 大于 18 的对话。")]
public sealed class QueryGreater : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        await tom.CreateConversationAsync(["Jerry"], new() { Name = "十八", Attributes = new JsonObject { ["age"] = 18 } });
        await tom.CreateConversationAsync(["Jerry"], new() { Name = "十九", Attributes = new JsonObject { ["age"] = 19 } });

        var found = await tom.QueryConversationsAsync(new ConversationQuery().Where(c => c.Attribute("age") > 18));
        Same(["十九"], found.Select(chat => chat.Name!));
    }
}
