using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("events of all rooms", "全局事件", "S157 S163",
    English = "The client hears the messages of every room that it is in, whichever room they come from.",
    Chinese = "客户端收到自己所在的每一个房间的消息，不论来自哪个房间。")]
public sealed class EventsOfAllRooms : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var jerry = await LogInAsync("Jerry");
        var heard = Next(jerry.Messages, count: 2);
        var first = await tom.CreateConversationAsync(["Jerry"]);
        var second = await tom.CreateConversationAsync(["Jerry", "Bob"]);

        await first.SendAsync("耗子，起床！");
        await second.SendAsync("大家，起床！");
        Same([first.Id, second.Id], (await heard).Select(message => message.ConversationId));
    }
}
