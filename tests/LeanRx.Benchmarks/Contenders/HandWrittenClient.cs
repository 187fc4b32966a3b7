using System.Buffers;
using System.Net.WebSockets;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LeanRx.Benchmarks.Contenders;

/// <summary>What one writes by hand: a <see cref="ClientWebSocket"/>, one send at a time, JSON by reader and writer, answers matched by a dictionary.</summary>
sealed class HandWrittenClient(Uri address, string peerId, Action<RawDelivery> received) : IAsyncDisposable
{
    readonly ClientWebSocket _socket = new();
    readonly SemaphoreSlim _sending = new(1, 1);
    readonly Dictionary<int, TaskCompletionSource<RawAck>> _waiting = [];
    Task _receiving = Task.CompletedTask;
    int _serial;

    /// <summary>Quotes inside of bodies are escaped as everybody else does, in two characters and not in six.</summary>
    static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public async Task OpenAsync()
    {
        _socket.Options.AddSubProtocol("lc.json.3");
        await _socket.ConnectAsync(address, CancellationToken.None);
        _receiving = ReceiveAllAsync();
        var (serial, answer) = Expect();
        var output = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(output, Writing))
        {
            writer.WriteStartObject();
            writer.WriteString("cmd"u8, "session"u8);
            writer.WriteString("op"u8, "open"u8);
            writer.WriteString("appId"u8, "demo"u8);
            writer.WriteString("peerId"u8, peerId);
            writer.WriteNumber("i"u8, serial);
            writer.WriteEndObject();
        }
        await WriteAsync(output.WrittenMemory);
        await answer;
    }

    public async Task<RawAck> SendAsync(string conversation, string body, bool isTransient = false)
    {
        var (serial, answer) = Expect();
        var output = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(output, Writing))
        {
            writer.WriteStartObject();
            writer.WriteString("cmd"u8, "direct"u8);
            writer.WriteString("cid"u8, conversation);
            writer.WriteString("msg"u8, body);
            writer.WriteNumber("i"u8, serial);
            writer.WriteString("peerId"u8, peerId);
            writer.WriteString("dt"u8, Tokens.Next());
            if (isTransient)
                writer.WriteBoolean("transient"u8, true);
            writer.WriteEndObject();
        }
        await WriteAsync(output.WrittenMemory);
        return await answer;
    }

    /// <summary>Creates a conversation.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> CreateAsync(IReadOnlyList<string> members)
    {
        var (serial, answer) = Expect();
        var output = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(output, Writing))
        {
            writer.WriteStartObject();
            writer.WriteString("cmd"u8, "conv"u8);
            writer.WriteString("op"u8, "start"u8);
            writer.WriteNumber("i"u8, serial);
            writer.WriteString("peerId"u8, peerId);
            writer.WriteStartArray("m"u8);
            foreach (var member in members)
                writer.WriteStringValue(member);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        await WriteAsync(output.WrittenMemory);
        return (await answer).Conversation ?? throw new InvalidOperationException("The conversation was not created.");
    }

    (int Serial, Task<RawAck> Answer) Expect()
    {
        var completion = new TaskCompletionSource<RawAck>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
        {
            _waiting.Add(++_serial, completion);
            return (_serial, completion.Task);
        }
    }

    async Task WriteAsync(ReadOnlyMemory<byte> payload)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(payload, WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    async Task ReceiveAllAsync()
    {
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult piece;
            do
            {
                piece = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                length += piece.Count;
            }
            while (!piece.EndOfMessage);
            if (piece.MessageType == WebSocketMessageType.Close)
                return;
            Handle(buffer.AsSpan(0, length));
        }
    }

    void Handle(ReadOnlySpan<byte> frame)
    {
        var read = RawFrames.Read(frame);
        if (read.IsDelivery)
        {
            received(new RawDelivery(read.Id!, read.Conversation!, read.From!, read.Timestamp, read.Text!));
            return;
        }
        TaskCompletionSource<RawAck>? completion;
        lock (_waiting)
            _waiting.Remove(read.Serial, out completion);
        completion?.SetResult(new RawAck(read.Id ?? "", read.Timestamp, read.Conversation));
    }

    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.Open)
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await _receiving;
        _socket.Dispose();
        _sending.Dispose();
    }
}
