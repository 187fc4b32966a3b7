using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("RoomObject.add of many", "add：添加多个成员", "S136",
    English = "Several members are added at once; the result says who was taken.",
    Chinese = "一次添加多个成员，结果说明哪些成功。")]
public sealed class AddMany : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        var room = await realtime.CreateRoomAsync(["LeanCloud02"]);
        var join = Next(realtime.MembershipChanges.OfType<MembershipChange.MembersJoined>().Where(change => change.Members.Contains("LeanCloud03")));

        var result = await room.AddMembersAsync(["LeanCloud03", "LeanCloud04"]);
        Same(["LeanCloud03", "LeanCloud04"], result.Allowed);
        Same(["LeanCloud03", "LeanCloud04"], (await join).Members);
    }
}
