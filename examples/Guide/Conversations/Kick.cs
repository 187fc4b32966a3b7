using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("kick", "将他人踢出对话", "S52 S59",
    English = "William removes Harry, who is told that he was kicked, which is another event than leaving.",
    Chinese = "William 把 Harry 踢出对话；Harry 收到被踢的通知，它与主动退出是不同的事件。")]
public sealed class Kick : Scenario
{
    protected override async Task PlayAsync()
    {
        var jerry = await LogInAsync("Jerry");
        var made = await jerry.CreateConversationAsync(["Bob", "Harry", "William"]);
        var harry = await LogInAsync("Harry");
        var kicked = Next(harry.MembershipChanges);

        var william = await LogInAsync("William");
        var chat = await william.GetConversationAsync(made.Id);
        await chat!.RemoveMemberAsync("Harry");

        True(await kicked is MembershipChange.Kicked { By: "William" });
        Same(3, await chat.CountMembersAsync());
    }
}
