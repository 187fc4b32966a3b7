using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("rules of chat rooms", "聊天室的规则", "S89",
    English = "One room per login, nobody is told who comes and goes, and who drops out is back in the room by itself.",
    Chinese = "每次登录只能在一个聊天室里，进出没有通知，断线后自动回到聊天室。")]
public sealed class ChatRoomRules : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var jerry = await LogInAsync("Jerry");
        var first = await tom.CreateConversationAsync([], new() { Name = "第一个", IsTransient = true });
        var second = await tom.CreateConversationAsync([], new() { Name = "第二个", IsTransient = true });
        Same(0, await first.CountMembersAsync());

        var changes = Next(tom.MembershipChanges);
        var room = await jerry.GetConversationAsync(second.Id);
        await room!.JoinAsync();
        await tom.CreateConversationAsync(["Jerry"]);
        True((await changes).ConversationId != second.Id);

        await room.JoinAsync();
        var back = Next(jerry.StateChanges.OfType<ConnectionState.Connected>().Where(state => state.IsReconnect));
        Server.DropConnections();
        await back;
        var heard = Next(jerry.Messages.OfType<TextMessage>());
        await second.JoinAsync();
        await second.SendAsync("还在吗？");
        Same("还在吗？", (await heard).Text);
    }
}
