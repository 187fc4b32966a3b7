using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("RealtimeObject.emit", "emit：派发自定义事件", "S113",
    English = "An event of one's own, told to whoever listens inside this program; the payload is what they get.",
    Chinese = "派发一个自定义事件，程序里监听它的地方会收到传递的参数。")]
public sealed class Emit : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = Client("abc123");
        var heard = Next(realtime.LocalEvents<JsonObject>("LeanCloud123"));

        realtime.Emit("LeanCloud123", new JsonObject { ["aaa"] = "test" });
        Same("test", (string?)(await heard)["aaa"]);
    }
}
