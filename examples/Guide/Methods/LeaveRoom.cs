using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("RoomObject.leave", "leave：离开房间", "S140",
    English = "The client leaves a room, and the leaving is told.",
    Chinese = "离开房间，并派发 left 事件。")]
public sealed class LeaveRoom : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        var room = await realtime.CreateRoomAsync(["LeanCloud02", "LeanCloud03"]);
        var left = Next(realtime.MembershipChanges.OfType<MembershipChange.MembersLeft>());

        await room.LeaveAsync();
        Same(["abc123"], (await left).Members);
    }
}
