using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("RoomObject.count", "count：用户数量", "S155",
    English = "The number of members.",
    Chinese = "获取当前的用户数量。")]
public sealed class Count : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        var room = await realtime.CreateRoomAsync(["LeanCloud02", "LeanCloud03"]);
        Same(3, await room.CountMembersAsync());
    }
}
