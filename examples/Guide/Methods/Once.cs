using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("RealtimeObject.once", "once：只监听一次", "S112",
    English = "Once is Take(1): the subscription ends after its first value.",
    Chinese = "once 就是 Take(1)：第一次之后订阅自动结束。")]
public sealed class Once : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = Client("abc123");
        var opened = new List<string>();
        using var once = realtime.StateChanges.OfType<ConnectionState.Connected>().Take(1).Subscribe(_ => opened.Add("opened"));
        var closed = Next(realtime.StateChanges.OfType<ConnectionState.Disconnected>().Skip(1));

        await realtime.OpenAsync();
        var again = Next(realtime.StateChanges.OfType<ConnectionState.Connected>().Where(state => state.IsReconnect));
        Server.DropConnections();
        await again;
        await realtime.CloseAsync();
        await closed;

        Same(["opened"], opened);
    }
}
