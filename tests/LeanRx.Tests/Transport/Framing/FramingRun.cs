using System.Net.WebSockets;
using LeanRx.Transport.Internal;

namespace LeanRx.Tests.Transport.Framing;

/// <summary>
/// Reads a WebSocket of ours as Websocket.Client does, to its end, and notes in words what it tells, and what it answers to the server: <c>text hello</c>,
/// <c>sent pong</c>, <c>closed 1000</c>, <c>lost</c>, <c>refused 1007</c>.
/// </summary>
sealed partial class FramingRun : IWebSocketWatcher
{
    readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly List<string> _told = [];

    FramingRun()
    {
    }

    /// <param name="incoming">What the server sends before its connection ends.</param>
    /// <param name="bufferLength">How much room a read is lent.</param>
    /// <param name="maxPayloadBytes">The largest message that is kept.</param>
    /// <param name="pieces">In which pieces it comes.</param>
    public static async Task<string[]> ReadAsync(byte[] incoming, int bufferLength = 16 * 1024, int maxPayloadBytes = 1 << 26, params int[] pieces)
    {
        var run = new FramingRun();
        using var stream = new ScriptedStream(incoming, pieces);
        using var socket = new FramedWebSocket(stream, default, null, maxPayloadBytes, run);
        var reading = run.ReadAllAsync(socket, bufferLength);
        await await Task.WhenAny(reading, run._closed.Task).WaitAsync(TimeSpan.FromSeconds(60));
        return [.. run._told, .. MaskedFrames.Of([.. stream.Writes.SelectMany(write => write)]).Select(frame => $"sent {frame.InWords()}")];
    }

    async Task ReadAllAsync(FramedWebSocket socket, int bufferLength)
    {
        var buffer = new byte[bufferLength];
        while (true)
        {
            using var content = new MemoryStream();
            ValueWebSocketReceiveResult piece;
            do
            {
                piece = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                content.Write(buffer.AsSpan(0, piece.Count));
            }
            while (!piece.EndOfMessage);
            socket.Tell(content.ToArray());
        }
    }

    void IWebSocketWatcher.OnOpened()
    {
    }

    void IWebSocketWatcher.OnPaused()
    {
    }

    void IWebSocketWatcher.OnReceiving(long size, bool isText)
    {
    }

    void IWebSocketWatcher.OnMessage(ReadOnlyMemory<byte> payload, bool isText) => _told.Add(Told(payload.Span, isText));

    void IWebSocketWatcher.OnDiscarded(long size, bool isText) => _told.Add($"discarded {size} {(isText ? "text" : "binary")}");

    void IWebSocketWatcher.OnClosed(TransportClose close)
    {
        _told.Add(Ended(close));
        _closed.TrySetResult();
    }
}
