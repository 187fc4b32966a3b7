using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("network status", "网络状态", "S90",
    English = "A lost connection is a state, and so is the one that is found again; what cannot wait fails with a typed error.",
    Chinese = "断线是一种状态，恢复也是；等不到连接的操作以明确的异常结束。")]
public sealed class NetworkStatus : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var paused = Next(tom.StateChanges.OfType<ConnectionState.Reconnecting>());
        var resumed = Next(tom.StateChanges.OfType<ConnectionState.Connected>().Where(state => state.IsReconnect));
        Server.DropConnections();
        Same(1, (await paused).Attempt);
        await resumed;

        var impatient = Client(new LeanClientOptions { Server = Server.Url, ClientId = "Jerry", OfflineTimeout = TimeSpan.FromMilliseconds(100) });
        await impatient.OpenAsync();
        var chat = await impatient.CreateConversationAsync(["Tom"]);
        var lost = Next(impatient.StateChanges.OfType<ConnectionState.Reconnecting>());
        await Server.StopAsync();
        await lost;
        await Fails<LeanRxException>(chat.SendAsync("耗子，起床！"));
    }
}
