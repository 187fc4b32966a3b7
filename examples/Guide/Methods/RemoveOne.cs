using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("RoomObject.remove of one", "remove：移除一个成员", "S137",
    English = "One member is removed, and the leaving is told.",
    Chinese = "移除一个成员，并派发 left 事件。")]
public sealed class RemoveOne : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        var room = await realtime.CreateRoomAsync(["LeanCloud02"]);
        var left = Next(realtime.MembershipChanges.OfType<MembershipChange.MembersLeft>());

        await room.RemoveMemberAsync("LeanCloud02");
        Same(["LeanCloud02"], (await left).Members);
        Same(["abc123"], room.Members);
    }
}
