using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("attributes of a conversation", "对话的自定义属性", "S65 S66",
    English = "Tom creates a private conversation and makes it public later; all members see its attributes.",
    Chinese = "Tom 创建对话时加入属性 tag，之后修改并保存；所有成员都能看到。")]
public sealed class ConversationAttributes : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var jerry = await LogInAsync("Jerry");
        var chat = await tom.CreateConversationAsync(["Jerry"], new()
        {
            Name = "猫和老鼠",
            Attributes = new JsonObject { ["tag"] = "private" },
        });
        Same("private", (await jerry.GetConversationAsync(chat.Id))?.Attributes["tag"].GetString());

        await chat.UpdateAsync(new() { Attributes = new JsonObject { ["tag"] = "public" } });
        Same("public", chat.Attributes["tag"].GetString());
        Same("public", (await jerry.GetConversationAsync(chat.Id))?.Attributes["tag"].GetString());
    }
}
