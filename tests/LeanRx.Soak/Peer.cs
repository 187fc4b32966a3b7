using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeanRx.Soak;

/// <summary>A WebSocket that speaks JSON frames as it likes.</summary>
sealed class Peer : IDisposable
{
    readonly ClientWebSocket _socket = new();
    readonly string _id;
    byte[] _buffer = new byte[16 * 1024];
    int _serialId;

    Peer(string id) => _id = id;

    public bool IsOpen => _socket.State == WebSocketState.Open;

    /// <summary>Connects and logs in.</summary>
    public static async Task<Peer> LoginAsync(Target target, string id, CancellationToken patience, int? receiveBufferBytes = null)
    {
        var peer = await ConnectAsync(target, id, patience, receiveBufferBytes);
        var opened = await peer.OpenAsync([], patience);
        return Text(opened, "op") == "opened" ? peer : throw new InvalidOperationException($"{id} was not let in: {opened.ToJsonString()}");
    }

    /// <summary>Connects without a login.</summary>
    public static async Task<Peer> ConnectAsync(Target target, string id, CancellationToken patience, int? receiveBufferBytes = null)
    {
        var peer = new Peer(id);
        peer._socket.Options.AddSubProtocol("lc.json.3");
        using var handler = new SocketsHttpHandler();
        if (receiveBufferBytes is { } bytes)
            handler.ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = bytes, NoDelay = true };
                await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            };
        using var invoker = new HttpMessageInvoker(handler);
        await peer._socket.ConnectAsync(new UriBuilder(target.Url) { Scheme = "ws" }.Uri, invoker, patience);
        return peer;
    }

    /// <summary>Asks to be let in, with further fields of the caller's choice.</summary>
    public Task<JsonObject> OpenAsync(JsonObject more, CancellationToken patience)
    {
        var open = more.DeepClone().AsObject();
        (open["cmd"], open["op"], open["appId"]) = ("session", "open", Target.ApplicationId);
        return AskAsync(open, patience);
    }

    /// <summary>Sends a command and reads until its answer.</summary>
    public async Task<JsonObject> AskAsync(JsonObject command, CancellationToken patience)
    {
        var serialId = await SendAsync(command, patience);
        while (true)
        {
            var frame = await ReceiveAsync(patience);
            if (frame["i"] is { } answered && answered.GetValue<int>() == serialId)
                return frame;
        }
    }

    public async Task<int> SendAsync(JsonObject command, CancellationToken patience)
    {
        command = command.DeepClone().AsObject();
        command["i"] = ++_serialId;
        command["peerId"] ??= _id;
        await _socket.SendAsync(Encoding.UTF8.GetBytes(command.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, patience);
        return _serialId;
    }

    public async Task<JsonObject> ReceiveAsync(CancellationToken patience)
    {
        var length = 0;
        while (true)
        {
            if (length == _buffer.Length)
                Array.Resize(ref _buffer, length * 2);
            var result = await _socket.ReceiveAsync(_buffer.AsMemory(length), patience);
            if (result.MessageType == WebSocketMessageType.Close)
                throw new WebSocketException(string.Create(CultureInfo.InvariantCulture, $"closed with {(int?)_socket.CloseStatus}"));
            length += result.Count;
            if (result.EndOfMessage)
                return JsonNode.Parse(_buffer.AsSpan(0, length))!.AsObject();
        }
    }

    /// <summary>The id of a new conversation.</summary>
    public async Task<string> StartAsync(JsonArray members, CancellationToken patience, JsonObject? attributes = null)
    {
        var started = await AskAsync(new() { ["cmd"] = "conv", ["op"] = "start", ["m"] = members, ["unique"] = false, ["attr"] = attributes ?? [] }, patience);
        return Text(started, "cid") ?? throw new InvalidOperationException($"no conversation: {started.ToJsonString()}");
    }

    /// <summary>A field of a frame that is text.</summary>
    public static string? Text(JsonObject frame, string name) =>
        frame[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>The code of a frame that refuses; 0 for one that does not.</summary>
    public static int Code(JsonObject frame) => frame["code"] is { } code ? code.GetValue<int>() : 0;

    public void Dispose() => _socket.Dispose();
}
