using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("RealtimeObject.ping of one", "ping：查询一个人是否在线", "S134",
    English = "Whether one client is online.",
    Chinese = "查询一个 clientId 是否在线。")]
public sealed class PingOne : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        await LogInAsync("LeanCloud01");

        True(await realtime.PingAsync("LeanCloud01"));
        True(!await realtime.PingAsync("LeanCloud02"));
    }
}
