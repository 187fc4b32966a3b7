using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("RealtimeObject.ping of many", "ping：查询多人是否在线", "S133 D7",
    English = "Of any number of ids those that are online; they are asked for in frames of 20, none is ignored.",
    Chinese = "查询任意多个 clientId，返回在线的；每帧最多 20 个，一个也不会漏。")]
public sealed class PingMany : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        await LogInAsync("LeanCloud02");
        await LogInAsync("LeanCloud35");
        var frames = Next(realtime.Frames.Where(record => record.Direction == FrameDirection.Sent), count: 2);

        var ids = Enumerable.Range(1, 35).Select(number => $"LeanCloud{number:00}");
        Same(["LeanCloud02", "LeanCloud35"], await realtime.PingAsync(ids));
        Same(2, (await frames).Count);
    }
}
