using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("open, close and reuse", "open、close 与 reuse 事件", "S158 S159 S164",
    English = "Connected comes after each reconnect too, and in between a state says that the client tries again.",
    Chinese = "每次重连之后也会收到 open，其间的状态可以提示「服务器已断开，正在重新连接。。。」。")]
public sealed class OpenAndClose : Scenario
{
    static string Describe(ConnectionState state) => state switch
    {
        ConnectionState.Connected { IsReconnect: true } => "open again",
        ConnectionState.Connected => "open",
        ConnectionState.Reconnecting => "服务器已断开，正在重新连接。。。",
        ConnectionState.Disconnected => "close",
        _ => "connecting",
    };

    protected override async Task PlayAsync()
    {
        var tom = Client("Tom");
        var states = Next(tom.StateChanges.Select(Describe).Distinct(), count: 5);
        await tom.OpenAsync();
        var back = Next(tom.StateChanges.Where(state => state is ConnectionState.Connected { IsReconnect: true }));
        Server.DropConnections();
        await back;
        Same(["close", "connecting", "open", "服务器已断开，正在重新连接。。。", "open again"], await states);
    }
}
