using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("leave", "退出对话", "S51 S58",
    English = "Tom leaves the conversation; Jerry hears that a member went.",
    Chinese = "Tom 主动退出对话；Jerry 收到有人离开的通知。")]
public sealed class Leave : Scenario
{
    protected override async Task PlayAsync()
    {
        var jerry = await LogInAsync("Jerry");
        var tom = await LogInAsync("Tom");
        var made = await jerry.CreateConversationAsync(["Tom", "Bob"]);
        var left = Next(jerry.MembershipChanges.OfType<MembershipChange.MembersLeft>());

        var chat = await tom.GetConversationAsync(made.Id);
        await chat!.LeaveAsync();

        Same(["Tom"], (await left).Members);
        Same("Tom", (await left).By);
        Same(["Jerry", "Bob"], await made.GetMembersAsync());
    }
}
