using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("invited, kicked, update and error", "invited、kicked、update 与 error 事件", "S166",
    English = "The events that came later have streams of their own, trouble that nobody waits for included.",
    Chinese = "后来加入的事件也各有自己的流，包括没有人等待的错误。")]
public sealed class LaterEvents : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var jerry = await LogInAsync("Jerry");
        var invited = Next(jerry.MembershipChanges.OfType<MembershipChange.Invited>());
        var update = Next(jerry.ConversationUpdates);
        var kicked = Next(jerry.MembershipChanges.OfType<MembershipChange.Kicked>());
        var error = Next(jerry.Faults);

        var chat = await tom.CreateConversationAsync(["Jerry"]);
        await invited;
        await chat.UpdateAsync(new() { Name = "猫和老鼠" });
        await chat.RemoveMemberAsync("Jerry");
        Same("猫和老鼠", (await update).Changes["name"].GetString());
        Same("Tom", (await kicked).By);

        using var broken = jerry.Messages.Subscribe(_ => throw new InvalidOperationException("a bug of one's own"));
        await chat.AddMemberAsync("Jerry");
        await chat.SendAsync("耗子，起床！");
        Same(FaultKind.Observer, (await error).Kind);
    }
}
