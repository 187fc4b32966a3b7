using System.Reactive.Linq;
using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("find a chat room", "查找聊天室", "S84 S85 S86",
    English = "Tom looks for the chat rooms about 奔跑吧，兄弟.",
    Chinese = "Tom 查找主题是「奔跑吧，兄弟」的聊天室。")]
public sealed class FindChatRoom : Scenario
{
    protected override async Task PlayAsync()
    {
        var host = await LogInAsync("Jerry");
        await host.CreateConversationAsync([], new() { Name = "跑男", IsTransient = true, Attributes = new JsonObject { ["topic"] = "奔跑吧，兄弟" } });
        await host.CreateConversationAsync(["Bob"], new() { Name = "不是聊天室", Attributes = new JsonObject { ["topic"] = "奔跑吧，兄弟" } });

        var tom = await LogInAsync("Tom");
        var found = await tom.QueryConversationsAsync(new ConversationQuery().Where(c => c.Attribute("topic") == "奔跑吧，兄弟" & c.IsTransient));
        Same(["跑男"], found.Select(room => room.Name!));
    }
}
