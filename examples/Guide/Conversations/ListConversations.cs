using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("list conversations", "获取对话列表", "S68",
    English = "Tom lists his conversations: ten, those that were active last first; chat rooms come along when the query asks for both kinds.",
    Chinese = "Tom 获取对话列表：最近活跃的 10 个；查询同时要求两种时，聊天室也包括在内。")]
public sealed class ListConversations : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var room = await tom.CreateConversationAsync([], new() { Name = "HelloKitty PK 加菲猫", IsTransient = true });
        for (var number = 1; number <= 11; number++)
            await (await tom.CreateConversationAsync(["Jerry"], new() { Name = $"第 {number} 个" })).SendAsync("耗子，起床！");

        var list = await tom.QueryConversationsAsync();
        Same(10, list.Count);
        Same(list.OrderByDescending(chat => chat.LastMessageAt).Select(chat => chat.LastMessageAt), list.Select(chat => chat.LastMessageAt));

        var all = await tom.QueryConversationsAsync(new ConversationQuery { Limit = 100 }.Where(c =>
            c.Members.Contains("Tom") & (c.IsTransient | !c.IsTransient)));
        Same(12, all.Count);
        True(all.Any(chat => chat.Id == room.Id));
    }
}
