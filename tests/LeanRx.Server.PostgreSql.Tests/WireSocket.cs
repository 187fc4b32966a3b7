using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace LeanRx.Server.PostgreSql.Tests;

/// <summary>A socket on which a test says frames and reads them.</summary>
sealed class WireSocket : IDisposable
{
    readonly ClientWebSocket _socket = new();

    WireSocket() => _socket.Options.AddSubProtocol("lc.json.3");

    /// <summary>Connects, and logs in.</summary>
    public static async Task<(WireSocket Socket, JsonNode Answer)> OpenAsync(LeanServer server, string app, string client)
    {
        var socket = new WireSocket();
        await socket._socket.ConnectAsync(new UriBuilder(server.Url) { Scheme = "ws" }.Uri, TestContext.Current.CancellationToken);
        return (socket, await socket.AskAsync($$"""{"cmd":"session","op":"open","appId":"{{app}}","peerId":"{{client}}","configBitmap":1,"i":1}"""));
    }

    /// <summary>Says a frame, and reads until one answers it.</summary>
    public async Task<JsonNode> AskAsync(string frame)
    {
        await _socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        var number = (int)JsonNode.Parse(frame)!["i"]!;
        while (true)
            if (await ReadAsync() is var answer && (answer is null || (int?)answer["i"] == number)) return answer ?? throw new IOException("closed");
    }

    /// <summary>Reads to the end; what the server closed with.</summary>
    public async Task<(int? Code, string? Reason)> EndAsync()
    {
        while (await ReadAsync() is not null)
        {
        }

        return ((int?)_socket.CloseStatus, _socket.CloseStatusDescription);
    }

    public void Dispose() => _socket.Dispose();

    async Task<JsonNode?> ReadAsync()
    {
        var text = new MemoryStream();
        var buffer = new byte[65536];
        while (true)
        {
            var read = await _socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            if (read.MessageType == WebSocketMessageType.Close) return null;
            text.Write(buffer, 0, read.Count);
            if (read.EndOfMessage) return JsonNode.Parse(text.ToArray());
        }
    }
}
