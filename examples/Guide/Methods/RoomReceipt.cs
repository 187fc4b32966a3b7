using System.Reactive.Linq;
using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("RoomObject.receipt", "receipt：接收回执", "S150",
    English = "A receipt tells that the other client has the message; that somebody read it is another kind.",
    Chinese = "回执表示对方的客户端已经收到；已读是另一种回执。")]
public sealed class RoomReceipt : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        var other = await LogInAsync("LeanCloud02");
        var room = await realtime.CreateRoomAsync(["LeanCloud02"]);
        var receipts = Next(room.Receipts, count: 2);

        var ack = await room.SendAsync(new JsonObject { ["abc"] = 123 }, new() { RequestReceipt = true });
        var message = await other.Messages.FirstAsync();
        await (await other.GetRoomAsync(room.Id))!.MarkReadAsync(message);

        True((await receipts)[0] is Receipt.Delivered { From: "LeanCloud02" } delivered && delivered.MessageId == ack.MessageId);
        True((await receipts)[1] is Receipt.Read { From: "LeanCloud02" });
    }
}
