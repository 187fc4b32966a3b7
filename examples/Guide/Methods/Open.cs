using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("RealtimeObject.open", "open：打开连接", "S108",
    English = "Opening completes once connected; opening again makes no second socket.",
    Chinese = "连接成功后完成；再次调用不会建立第二个连接。")]
public sealed class Open : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = Client("abc123");
        var opened = Next(realtime.StateChanges.OfType<ConnectionState.Connected>());
        await realtime.OpenAsync();
        await opened;

        await realtime.OpenAsync();
        Same(1, Server.Engine.ConnectionCount);
    }
}
