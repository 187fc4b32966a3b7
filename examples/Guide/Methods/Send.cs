using System.Reactive.Linq;
using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("RoomObject.send", "send：发送消息", "S142",
    English = "The send completes when the server has the message, whether or not anybody is there; the members hear it.",
    Chinese = "服务器收到后发送完成，不代表对方已收到；在线成员会收到消息。")]
public sealed class Send : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        var room = await realtime.CreateRoomAsync(["LeanCloud02", "LeanCloud03"]);

        // Nobody else is online: the server has it all the same.
        var ack = await room.SendAsync(new JsonObject { ["testMsg"] = "abcde" });
        True(ack.MessageId.Length > 0);

        var other = await LogInAsync("LeanCloud02");
        var heard = Next(other.Messages.OfType<JsonMessage>());
        await room.SendAsync(new JsonObject { ["testMsg"] = "fghij" });
        Same("fghij", (string?)(await heard).Content["testMsg"]);
    }
}
