using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("chat rooms I am in", "我加入的聊天室", "S88",
    English = "Tom lists the chat rooms that he is in.",
    Chinese = "Tom 查找自己加入的聊天室。")]
public sealed class MyChatRooms : Scenario
{
    protected override async Task PlayAsync()
    {
        var jerry = await LogInAsync("Jerry");
        var made = await jerry.CreateConversationAsync([], new() { Name = "HelloKitty PK 加菲猫", IsTransient = true });
        var tom = await LogInAsync("Tom");
        await tom.CreateConversationAsync(["Jerry"], new() { Name = "猫和老鼠" });
        await (await tom.GetConversationAsync(made.Id))!.JoinAsync();

        var rooms = await tom.QueryConversationsAsync(new ConversationQuery().Where(c => c.Members.Contains("Tom") & c.IsTransient));
        Same(["HelloKitty PK 加菲猫"], rooms.Select(room => room.Name!));
    }
}
