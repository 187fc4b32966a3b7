using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("RealtimeObject.close", "close：关闭连接", "S109",
    English = "Closing ends session and socket; who asks afterwards hears it all the same.",
    Chinese = "关闭会话和连接；之后再监听也能得到结果。")]
public sealed class Close : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        await realtime.CloseAsync();

        var closed = await realtime.StateChanges.OfType<ConnectionState.Disconnected>().FirstAsync();
        Same(null, closed.Cause);
    }
}
