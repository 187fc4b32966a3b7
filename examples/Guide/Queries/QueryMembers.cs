using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("query: all of these members", "查询：成员同时包含", "S77",
    English = "Tom looks for conversations in which both Bob and Jerry are.",
    Chinese = "Tom 查询成员中既有 Bob 也有 Jerry 的对话。")]
public sealed class QueryMembers : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        await tom.CreateConversationAsync(["Bob", "Jerry", "Harry"], new() { Name = "两人都在" });
        await tom.CreateConversationAsync(["Bob", "Harry"], new() { Name = "只有 Bob" });

        var found = await tom.QueryConversationsAsync(new ConversationQuery().Where(c => c.Members.ContainsAll("Bob", "Jerry")));
        Same(["两人都在"], found.Select(chat => chat.Name!));
    }
}
