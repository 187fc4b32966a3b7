using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("count a chat room", "聊天室在线人数", "S82 S83",
    English = "Of a chat room the count is how many are in it now.",
    Chinese = "聊天室的人数是此刻在线的人数。")]
public sealed class CountChatRoom : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var jerry = await LogInAsync("Jerry");
        await tom.CreateConversationAsync([], new() { Name = "HelloKitty PK 加菲猫", IsTransient = true });

        var first = (await tom.QueryConversationsAsync(new ConversationQuery().Where(c => c.IsTransient)))[0];
        Same(1, await first.CountMembersAsync());

        await (await jerry.GetConversationAsync(first.Id))!.JoinAsync();
        Same(2, await first.CountMembersAsync());

        await jerry.CloseAsync();
        Same(1, await first.CountMembersAsync());
    }
}
