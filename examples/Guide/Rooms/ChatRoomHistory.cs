using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("history of a chat room", "聊天室的消息记录", "S87 S119",
    English = "Tom reads what was said in the room in the last 24 hours.",
    Chinese = "Tom 读取聊天室过去 24 小时的消息记录。")]
public sealed class ChatRoomHistory : Scenario
{
    protected override async Task PlayAsync()
    {
        var jerry = await LogInAsync("Jerry");
        var made = await jerry.CreateConversationAsync([], new() { Name = "HelloKitty PK 加菲猫", IsTransient = true });
        await made.SendAsync("我选加菲猫");
        await made.SendAsync("我也是");

        var tom = await LogInAsync("Tom");
        var room = await tom.GetConversationAsync(made.Id);
        var yesterday = new HistoryPosition(DateTimeOffset.UtcNow.AddHours(-24));
        var said = await room!.GetHistoryAsync(new() { After = yesterday, Direction = HistoryDirection.Newer }).ToListAsync();
        Same(["我选加菲猫", "我也是"], said.Cast<TextMessage>().Select(message => message.Text));
    }
}
