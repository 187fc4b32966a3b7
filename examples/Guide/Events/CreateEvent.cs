using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("create", "create 事件", "S160",
    English = "The client tells of each conversation that it made.",
    Chinese = "新建对话成功之后触发。")]
public sealed class CreateEvent : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var create = Next(tom.ConversationsCreated);
        var chat = await tom.CreateConversationAsync(["Jerry"], new() { Name = "猫和老鼠" });
        Same(chat.Id, (await create).Id);
    }
}
