using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("a transport of one's own", "自定义传输层", "S7 S8",
    English = "The way of the payloads is chosen before the client is built; here one that counts around the WebSocket.",
    Chinese = "传输层在创建客户端之前就选定；这里在 WebSocket 之外包一层计数。")]
public sealed class OwnTransport : Scenario
{
    sealed class CountingTransport : ITransport
    {
        readonly WebsocketTransport _sockets = new();

        public int Connections { get; private set; }

        public ITransportConnection Create(Uri address, string subprotocol)
        {
            Connections++;
            return _sockets.Create(address, subprotocol);
        }
    }

    protected override async Task PlayAsync()
    {
        var transport = new CountingTransport();
        var tom = Client(new LeanClientOptions { Server = Server.Url, ClientId = "Tom", Transport = transport });
        await tom.OpenAsync();
        await tom.CreateConversationAsync(["Jerry"]);
        Same(1, transport.Connections);
    }
}
