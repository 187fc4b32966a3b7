using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("handlers with the guide's dispatch rule", "按指南的规则分派消息", "S37",
    English = "Each handler of a message's type is called, one after another; what nobody handles goes to the default handler.",
    Chinese = "依次调用该类型的每个 handler；没有 handler 的消息交给默认 handler。")]
public sealed class Dispatch : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var jerry = await LogInAsync("Jerry");
        var heard = new List<string>();
        var handlers = new MessageHandlers()
            .On<TextMessage>(text => heard.Add($"first: {text.Text}"))
            .On<TextMessage>(text => heard.Add($"second: {text.Text}"))
            .Otherwise(message => heard.Add($"default: {message.GetType().Name}"));
        var dispatched = Next(jerry.Messages.Dispatch(handlers), count: 2);

        var chat = await tom.CreateConversationAsync(["Jerry"]);
        await chat.SendAsync("耗子，起床！");
        await chat.SendAsync(new JsonObject { ["abc"] = 123 });

        await dispatched;
        Same(["first: 耗子，起床！", "second: 耗子，起床！", "default: JsonMessage"], heard);
    }
}
