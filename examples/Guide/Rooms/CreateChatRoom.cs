using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("create a chat room", "创建聊天室", "S80 S81",
    English = "A chat room is a conversation that is created as transient.",
    Chinese = "聊天室就是创建时设为暂态的对话。")]
public sealed class CreateChatRoom : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var room = await tom.CreateConversationAsync([], new() { Name = "HelloKitty PK 加菲猫", IsTransient = true });
        True(room.IsTransient);
        Same("HelloKitty PK 加菲猫", room.Name);
    }
}
