using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("conversation and room", "对话与房间", "S48",
    English = "A conversation and a room are one thing under two names; both spellings work.",
    Chinese = "Conversation 与 Room 是同一个东西的两个名字，两种写法都可以。")]
public sealed class TwoNames : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var conversation = await tom.CreateConversationAsync(["Jerry"], new() { Name = "猫和老鼠" });
        var room = await tom.GetRoomAsync(conversation.Id);
        Same("猫和老鼠", room?.Name);

        var second = await tom.CreateRoomAsync(["Jerry"]);
        Same(second.Id, (await tom.GetConversationAsync(second.Id))?.Id);
        Same(2, (await tom.QueryRoomsAsync()).Count);
    }
}
