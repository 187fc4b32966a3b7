using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("members joined of one conversation", "单个对话的成员加入", "S56",
    English = "Bob follows who joins one conversation and reads the ids directly.",
    Chinese = "Bob 只订阅一个对话的成员加入，直接读取 clientId。")]
public sealed class MembersJoined : Scenario
{
    protected override async Task PlayAsync()
    {
        var jerry = await LogInAsync("Jerry");
        var made = await jerry.CreateConversationAsync(["Bob", "Harry", "William"]);
        var bob = await LogInAsync("Bob");
        var chat = await bob.GetConversationAsync(made.Id);
        var ids = Next(chat!.MembershipChanges.OfType<MembershipChange.MembersJoined>().Select(change => change.Members));

        var tom = await LogInAsync("Tom");
        await (await tom.GetConversationAsync(made.Id))!.JoinAsync();

        Same(["Tom"], await ids);
    }
}
