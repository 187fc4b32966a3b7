using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("member changes of all kinds", "成员变化的通知", "S53 S55",
    English = "Bob follows one stream of member changes and asks each for its kind and its ids.",
    Chinese = "Bob 订阅一个成员变化的流，再按种类读取 clientId。")]
public sealed class MembersChanged : Scenario
{
    static string Describe(MembershipChange change) => change switch
    {
        MembershipChange.MembersJoined joined => $"joined: {string.Join(' ', joined.Members)}",
        MembershipChange.MembersLeft left => $"left: {string.Join(' ', left.Members)}",
        MembershipChange.Invited invited => $"invited by {invited.By}",
        MembershipChange.Kicked kicked => $"kicked by {kicked.By}",
        _ => change.ToString(),
    };

    protected override async Task PlayAsync()
    {
        var bob = await LogInAsync("Bob");
        var heard = Next(bob.MembershipChanges.Select(Describe), count: 4);

        var jerry = await LogInAsync("Jerry");
        var chat = await jerry.CreateConversationAsync(["Bob", "Harry", "William"]);
        var tom = await LogInAsync("Tom");
        await (await tom.GetConversationAsync(chat.Id))!.JoinAsync();
        await chat.RemoveMemberAsync("Harry");

        Same(["invited by Jerry", "joined: Jerry Bob Harry William", "joined: Tom", "left: Harry"], await heard);
    }
}
