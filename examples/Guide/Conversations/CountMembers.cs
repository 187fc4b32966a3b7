using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("member counts", "成员数量", "S60 S61",
    English = "Tom takes the first of his conversations and asks the server how many members it has now.",
    Chinese = "Tom 取对话列表中的第一个，向服务器查询现在的成员数量。")]
public sealed class CountMembers : Scenario
{
    protected override async Task PlayAsync()
    {
        var jerry = await LogInAsync("Jerry");
        await jerry.CreateConversationAsync(["Tom", "Bob", "Harry"]);

        var tom = await LogInAsync("Tom");
        var first = (await tom.QueryConversationsAsync())[0];
        Same(4, await first.CountMembersAsync());
    }
}
