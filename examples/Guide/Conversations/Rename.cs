using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("rename", "修改对话名称", "S63",
    English = "Black, who is a member, renames 喵星人 to 聪明的喵星人; Tom is told.",
    Chinese = "成员 Black 把「喵星人」改名为「聪明的喵星人」；Tom 收到通知。")]
public sealed class Rename : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var black = await LogInAsync("Black");
        var made = await tom.CreateConversationAsync(["Black"], new() { Name = "喵星人" });
        var told = Next(tom.ConversationUpdates);

        var chat = await black.GetConversationAsync(made.Id);
        await chat!.UpdateAsync(new() { Name = "聪明的喵星人" });

        Same("Black", (await told).By);
        Same("聪明的喵星人", made.Name);
    }
}
