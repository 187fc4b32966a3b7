using System.Reactive.Linq;
using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("RealtimeObject.off", "off：取消监听", "S114",
    English = "Off is Dispose: that one subscription hears nothing any more.",
    Chinese = "off 就是 Dispose：这个订阅之后不再收到任何事件。")]
public sealed class Off : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = Client("abc123");
        var heard = new List<string>();
        var subscription = realtime.LocalEvents<JsonObject>("LeanCloud123").Subscribe(data => heard.Add((string)data["aaa"]!));
        var other = Next(realtime.LocalEvents<JsonObject>("LeanCloud123"));

        subscription.Dispose();
        realtime.Emit("LeanCloud123", new JsonObject { ["aaa"] = "test" });

        Same("test", (string?)(await other)["aaa"]);
        Same([], heard);
    }
}
