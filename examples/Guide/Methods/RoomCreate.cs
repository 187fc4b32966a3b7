using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("RealtimeObject.room by options", "room：用选项创建房间", "S124",
    English = "Room is another name for the same call.",
    Chinese = "room 是 conv 的别名，用法完全相同。")]
public sealed class RoomCreate : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        var created = Next(realtime.ConversationsCreated);
        var room = await realtime.CreateRoomAsync(["LeanCloud02"], new()
        {
            Name = "LeanCloud-Room",
            Attributes = new JsonObject { ["test"] = "testTitle" },
        });
        Same(room.Id, (await created).Id);
    }
}
