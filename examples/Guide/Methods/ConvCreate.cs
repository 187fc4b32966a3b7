using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("RealtimeObject.conv by options", "conv：用选项创建对话", "S115 S116 S117 S118 S121 S122 S168",
    English = "A conversation is made of members, name and attributes; the task brings it, and ConversationsCreated tells of it.",
    Chinese = "用成员、名称和属性创建对话；任务返回对话对象，同时派发 create 事件。")]
public sealed class ConvCreate : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        var created = Next(realtime.ConversationsCreated);
        var room = await realtime.CreateConversationAsync(
            // The ids of the members.
            ["LeanCloud02"],
            new()
            {
                Name = "LeanCloud-Room",
                // IsTransient = true makes a chat room.
                Attributes = new JsonObject { ["test"] = "testTitle" },
            });

        Same(["abc123", "LeanCloud02"], room.Members);
        Same("testTitle", room.Attributes["test"].GetString());
        Same(room.Id, (await created).Id);
    }
}
