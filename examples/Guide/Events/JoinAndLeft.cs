using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("join and left", "join 与 left 事件", "S161 S162",
    English = "Who comes and who goes, told on the client for all rooms.",
    Chinese = "任何房间有成员加入或离开时触发。")]
public sealed class JoinAndLeft : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var jerry = await LogInAsync("Jerry");
        var chat = await tom.CreateConversationAsync(["Jerry"]);
        var join = Next(jerry.MembershipChanges.OfType<MembershipChange.MembersJoined>().Where(change => change.Members.Contains("Mary")));
        var left = Next(jerry.MembershipChanges.OfType<MembershipChange.MembersLeft>());

        await chat.AddMemberAsync("Mary");
        await chat.RemoveMemberAsync("Mary");
        Same(chat.Id, (await join).ConversationId);
        Same(["Mary"], (await left).Members);
    }
}
