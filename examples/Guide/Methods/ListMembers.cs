using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("RoomObject.list", "list：成员列表", "S141",
    English = "The ids of the members, as the server has them.",
    Chinese = "服务器上的成员列表。")]
public sealed class ListMembers : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        var room = await realtime.CreateRoomAsync(["LeanCloud02", "LeanCloud03"]);

        Same(["abc123", "LeanCloud02", "LeanCloud03"], await room.GetMembersAsync());
    }
}
