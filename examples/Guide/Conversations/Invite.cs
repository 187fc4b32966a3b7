using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("invite", "邀请他人加入", "S57",
    English = "Jerry adds Mary, who hears of it because she is online; who is away is not told later.",
    Chinese = "Jerry 把 Mary 加入对话；在线的人会收到通知，离线的人之后不会补发。")]
public sealed class Invite : Scenario
{
    protected override async Task PlayAsync()
    {
        var jerry = await LogInAsync("Jerry");
        var mary = await LogInAsync("Mary");
        var invited = Next(mary.MembershipChanges.OfType<MembershipChange.Invited>());
        var chat = await jerry.CreateConversationAsync(["Bob"]);

        var result = await chat.AddMemberAsync("Mary");
        Same(["Mary"], result.Allowed);
        Same("Jerry", (await invited).By);

        await chat.AddMemberAsync("Black");
        var black = Client("Black");
        var changes = Next(black.MembershipChanges);
        await black.OpenAsync();
        await chat.AddMemberAsync("Tom");
        Same(["Tom"], (await changes).Members);
    }
}
