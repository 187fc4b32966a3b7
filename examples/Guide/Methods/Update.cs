using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("RoomObject.update", "update：修改对话", "S156",
    English = "Name and attributes are changed; those not named stay.",
    Chinese = "修改名称和属性，没有提到的保持不变。")]
public sealed class Update : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        var room = await realtime.CreateRoomAsync(["LeanCloud02"], new() { Attributes = new JsonObject { ["test"] = "testTitle", ["keep"] = 1 } });
        await room.UpdateAsync(new() { Name = "新名字", Attributes = new JsonObject { ["test"] = "另一个" } });

        Same("新名字", room.Name);
        Same("另一个", room.Attributes["test"].GetString());
        Same(1, room.Attributes["keep"].GetInt32());
    }
}
