using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;
using LeanRx.Protocol;

namespace Guide;

[Scenario("a conversation holds 500 members", "普通对话最多 500 人", "S120",
    English = "A normal conversation holds 500 members, its creator included; a chat room any number.",
    Chinese = "普通对话最多 500 人，包括创建者；聊天室不限人数。")]
public sealed class FullConversation : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var others = Enumerable.Range(1, 499).Select(number => $"LeanCloud{number}").ToList();
        var chat = await tom.CreateConversationAsync(others);
        Same(500, await chat.CountMembersAsync());

        var result = await chat.AddMemberAsync("Jerry");
        Same(ErrorCodes.ConversationFull, result.Failed[0].Code);

        var refused = await Fails<ArgumentException>(Task.Run(() => tom.CreateConversationAsync([.. others, "Jerry"])));
        True(refused.Message.Contains("500"));
    }
}
