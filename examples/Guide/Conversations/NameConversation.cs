using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("name a conversation", "对话的名称", "S62",
    English = "Tom creates 喵星人 and invites Black.",
    Chinese = "Tom 创建对话「喵星人」，同时邀请 Black。")]
public sealed class NameConversation : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var chat = await tom.CreateConversationAsync(["Black"], new() { Name = "喵星人" });
        Same("喵星人", chat.Name);

        var black = await LogInAsync("Black");
        Same("喵星人", (await black.GetConversationAsync(chat.Id))?.Name);
    }
}
