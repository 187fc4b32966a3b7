using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("fetch a conversation", "获取单个对话", "S67",
    English = "Tom fetches one conversation by its id from the server.",
    Chinese = "Tom 按 id 从服务器获取一个对话。")]
public sealed class FetchConversation : Scenario
{
    protected override async Task PlayAsync()
    {
        var jerry = await LogInAsync("Jerry");
        var id = (await jerry.CreateConversationAsync(["Tom"], new() { Name = "猫和老鼠" })).Id;

        var tom = await LogInAsync("Tom");
        var chat = await tom.GetConversationAsync(id);
        Same("猫和老鼠", chat?.Name);
        Same(["Jerry", "Tom"], chat!.Members);
    }
}
