using System.Reactive.Linq;
using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("query: equal", "查询：等于", "S71",
    English = "Tom looks for conversations whose topic is movie.",
    Chinese = "Tom 查询属性 topic 等于 movie 的对话。")]
public sealed class QueryEqual : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        await tom.CreateConversationAsync(["Jerry"], new() { Name = "电影", Attributes = new JsonObject { ["topic"] = "movie" } });
        await tom.CreateConversationAsync(["Jerry"], new() { Name = "音乐", Attributes = new JsonObject { ["topic"] = "music" } });

        var found = await tom.QueryConversationsAsync(new ConversationQuery().Where(c => c.Attribute("topic") == "movie"));
        Same(["电影"], found.Select(chat => chat.Name!));
    }
}
