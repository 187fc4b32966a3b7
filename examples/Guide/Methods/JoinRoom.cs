using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("RoomObject.join", "join：加入房间", "S139",
    English = "A room is fetched, tested for null, and joined.",
    Chinese = "取得房间，判断是否存在，然后加入。")]
public sealed class JoinRoom : Scenario
{
    protected override async Task PlayAsync()
    {
        var roomId = (await (await LogInAsync("LeanCloud02")).CreateRoomAsync([])).Id;
        var realtime = await LogInAsync("abc123");
        var join = Next(realtime.MembershipChanges.OfType<MembershipChange.MembersJoined>());

        if (await realtime.GetRoomAsync(roomId) is { } room)
            await room.JoinAsync();
        Same(["abc123"], (await join).Members);
    }
}
