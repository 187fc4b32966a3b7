using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("RoomObject.receive", "receive：接收当前房间的消息", "S149",
    English = "A room has a stream of its own messages alone.",
    Chinese = "每个房间有自己的消息流，只包含这个房间的消息。")]
public sealed class Receive : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        var other = await LogInAsync("LeanCloud02");
        var room = await other.CreateRoomAsync(["abc123"]);
        var elsewhere = await other.CreateRoomAsync(["abc123"]);
        var heard = Next((await realtime.GetRoomAsync(room.Id))!.Messages.OfType<TextMessage>());

        await elsewhere.SendAsync("在别处");
        await room.SendAsync("在这里");
        Same("在这里", (await heard).Text);
    }
}
