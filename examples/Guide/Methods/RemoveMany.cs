using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("RoomObject.remove of many", "remove：移除多个成员", "S138",
    English = "Several members are removed at once.",
    Chinese = "一次移除多个成员。")]
public sealed class RemoveMany : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        var room = await realtime.CreateRoomAsync(["LeanCloud02", "LeanCloud03"]);
        var left = Next(realtime.MembershipChanges.OfType<MembershipChange.MembersLeft>());

        await room.RemoveMembersAsync(["LeanCloud02", "LeanCloud03"]);
        Same(["LeanCloud02", "LeanCloud03"], (await left).Members);
    }
}
