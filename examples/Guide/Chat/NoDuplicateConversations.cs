using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("no duplicate conversations", "避免重复创建对话", "S14",
    English = "Each creation makes a new conversation; a unique one is the same for the same members.",
    Chinese = "每次创建都是新的对话；设为唯一时，相同成员得到同一个对话。")]
public sealed class NoDuplicateConversations : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var chat = await tom.CreateConversationAsync(["Jerry"], new() { Name = "猫和老鼠" });
        var another = await tom.CreateConversationAsync(["Jerry"], new() { Name = "猫和老鼠" });
        True(chat.Id != another.Id);

        var unique = await tom.CreateConversationAsync(["Jerry"], new() { IsUnique = true });
        var again = await tom.CreateConversationAsync(["Jerry"], new() { IsUnique = true });
        Same(unique.Id, again.Id);
    }
}
