using System.Reactive.Linq;
using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("query: regular expression", "查询：正则表达式", "S74 S75",
    English = "Tom looks for conversations whose tag is written in Chinese.",
    Chinese = "Tom 查询属性 tag 是中文的对话。")]
public sealed class QueryRegex : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        await tom.CreateConversationAsync(["Jerry"], new() { Name = "中文", Attributes = new JsonObject { ["tag"] = "奶酪" } });
        await tom.CreateConversationAsync(["Jerry"], new() { Name = "English", Attributes = new JsonObject { ["tag"] = "cheese" } });

        var found = await tom.QueryConversationsAsync(new ConversationQuery().Where(c => c.Attribute("tag").Matches("[\u4e00-\u9fa5]")));
        Same(["中文"], found.Select(chat => chat.Name!));
    }
}
