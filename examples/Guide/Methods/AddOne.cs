using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("RoomObject.add of one", "add：添加一个成员", "S135",
    English = "One member is added, and the join is told.",
    Chinese = "添加一个成员，并派发 join 事件。")]
public sealed class AddOne : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        var room = await realtime.CreateRoomAsync(["LeanCloud02"]);
        var join = Next(realtime.MembershipChanges.OfType<MembershipChange.MembersJoined>().Where(change => change.Members.Contains("LeanCloud03")));

        await room.AddMemberAsync("LeanCloud03");
        Same("abc123", (await join).By);
        Same(["abc123", "LeanCloud02", "LeanCloud03"], room.Members);
    }
}
