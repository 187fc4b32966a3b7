using Guide.Playing;

namespace LeanRx.Guide.Tests;

[Scenario("an untruth", "假", "S13", English = "What is shown is not so.", Chinese = "展示的不是事实。")]
public sealed class Untruth : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var chat = await tom.CreateConversationAsync(["Jerry"], new() { Name = "狗" });
        Same("猫", chat.Name);
    }
}
