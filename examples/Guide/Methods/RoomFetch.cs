using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("RealtimeObject.room by id", "room：用 id 获取房间", "S125",
    English = "A room is fetched by its id, or null when there is none.",
    Chinese = "按 id 获取房间，不存在时返回 null。")]
public sealed class RoomFetch : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        var id = (await realtime.CreateRoomAsync(["LeanCloud02"], new() { Name = "LeanCloud-Room" })).Id;

        var room = await realtime.GetRoomAsync(id);
        Same("LeanCloud-Room", room?.Name);
        Same(null, await realtime.GetRoomAsync("sasfalklkjdlfs123"));
    }
}
