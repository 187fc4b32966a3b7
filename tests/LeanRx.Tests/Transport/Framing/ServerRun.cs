using LeanRx.Protocol.Framing.Internal;

namespace LeanRx.Tests.Transport.Framing;

/// <summary>Reads what a client sends as a server does, and notes it in the words of <see cref="FramingRun"/>.</summary>
sealed class ServerRun : IWebSocketFrameSink
{
    readonly List<string> _told = [];
    readonly List<string> _sent = [];
    byte[] _buffer = new byte[64];

    ServerRun()
    {
    }

    /// <param name="incoming">What the client sends before its connection ends.</param>
    /// <param name="pieces">In which pieces it comes.</param>
    public static async Task<string[]> ReadAsync(byte[] incoming, params int[] pieces)
    {
        var run = new ServerRun();
        using var stream = new ScriptedStream(incoming, pieces);
        await run.ReadAllAsync(stream);
        return [.. run._told, .. run._sent];
    }

    async Task ReadAllAsync(ScriptedStream stream)
    {
        var frames = new WebSocketFrameReader(this, 1 << 26, isServer: true);
        var kept = 0;
        while (!frames.IsOver)
        {
            if (kept == _buffer.Length)
                Array.Resize(ref _buffer, 2 * kept);
            var count = await stream.ReadAsync(_buffer.AsMemory(kept));
            if (count == 0)
            {
                _told.Add(FramingCase.Lost);
                return;
            }
            kept = frames.Read(_buffer.AsSpan(0, kept + count), kept);
        }
        var code = frames.Failure?.Code ?? frames.CloseCode!.Value;
        _told.Add(frames.Failure is null ? $"closed {code} {frames.CloseReason}".TrimEnd() : $"refused {(code == 1007 ? 1007 : 1006)}");
        _sent.Add($"sent close {(code == 1005 ? 1000 : code)}");
    }

    void IWebSocketFrameSink.OnMessage(int end, int size, bool isText) => _told.Add(FramingRun.Told(_buffer.AsSpan(end - size, size), isText));

    void IWebSocketFrameSink.OnDiscarded(long size, bool isText) => _told.Add($"discarded {size} {(isText ? "text" : "binary")}");

    void IWebSocketFrameSink.OnPing(ReadOnlySpan<byte> payload) => _sent.Add($"sent pong {FramingRun.Words(payload, isText: true)}".TrimEnd());
}
