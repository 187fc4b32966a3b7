using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("join", "主动加入对话", "S50 S54",
    English = "Tom fetches the conversation that Jerry made by its id and joins it; Jerry hears that a member came.",
    Chinese = "Tom 按 id 取得 Jerry 创建的对话并加入；Jerry 收到有人加入的通知。")]
public sealed class Join : Scenario
{
    protected override async Task PlayAsync()
    {
        var jerry = await LogInAsync("Jerry");
        var made = await jerry.CreateConversationAsync(["Bob", "Harry", "William"]);
        var joined = Next(made.MembershipChanges.OfType<MembershipChange.MembersJoined>().Where(change => change.Members.Contains("Tom")));

        var tom = await LogInAsync("Tom");
        var chat = await tom.GetConversationAsync(made.Id);
        await chat!.JoinAsync();

        Same(["Tom"], (await joined).Members);
        Same("Tom", (await joined).By);
    }
}
