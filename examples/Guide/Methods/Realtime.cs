using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("AV.realtime", "AV.realtime：创建实时通信对象", "S98 S100 S101 S106",
    English = "The client is made of options and opened; the task completes once it is connected, and the stream of states says the same.",
    Chinese = "用选项创建客户端并打开；连接成功时任务完成，状态流也给出同样的结果。")]
public sealed class Realtime : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = Client(new LeanClientOptions
        {
            Server = Server.Url,
            // The application's own id.
            ApplicationId = "demo",
            // A name of one's own, which this client understands.
            ClientId = "abc123",
        });
        var connected = Next(realtime.StateChanges.OfType<ConnectionState.Connected>());

        await realtime.OpenAsync();
        True(realtime.State is ConnectionState.Connected);
        True(!(await connected).IsReconnect);
    }
}
