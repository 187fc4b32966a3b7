using System.Buffers.Binary;
using System.Net.WebSockets;
using LeanRx.Server.AspNetCore.Http.Internal;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

/// <summary>
/// Takes whole WebSocket frames one after the other, as they are written to a connection, and sends what is in them by a WebSocket whose connection nobody can
/// get hold of: that of a host without sockets, as a test server is. Such a WebSocket knows no pings.
/// </summary>
sealed class FrameSender(WebSocket socket) : ForwardOnlyStream
{
    readonly MemoryStream _written = new();

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _written.Write(buffer.Span);
        var taken = 0;
        while (Frame(_written.GetBuffer().AsSpan(taken, (int)_written.Length - taken)) is { } frame)
        {
            // Whoever reads may keep what it is given.
            var payload = _written.GetBuffer().AsSpan(taken + frame.Header, frame.Payload).ToArray();
            taken += frame.Header + frame.Payload;
            await SendAsync(frame.OpCode, payload, cancellationToken).ConfigureAwait(false);
        }
        var rest = _written.GetBuffer().AsSpan(taken, (int)_written.Length - taken).ToArray();
        _written.SetLength(0);
        _written.Write(rest);
    }

    Task SendAsync(int opCode, byte[] payload, CancellationToken cancellationToken) => opCode switch
    {
        1 or 2 => socket.SendAsync(payload, (WebSocketMessageType)(opCode - 1), endOfMessage: true, cancellationToken),
        8 => socket.CloseOutputAsync((WebSocketCloseStatus)BinaryPrimitives.ReadUInt16BigEndian(payload),
            System.Text.Encoding.UTF8.GetString(payload, 2, payload.Length - 2), cancellationToken),
        _ => Task.CompletedTask,
    };

    /// <summary>The first frame; null where it is not whole yet.</summary>
    static (int OpCode, int Header, int Payload)? Frame(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
            return null;
        var (header, length) = bytes[1] switch
        {
            126 => (4, bytes.Length < 4 ? long.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])),
            127 => (10, bytes.Length < 10 ? long.MaxValue : BinaryPrimitives.ReadInt64BigEndian(bytes[2..])),
            var small => (2, small),
        };
        return length > bytes.Length - header ? null : (bytes[0] & 0xF, header, (int)length);
    }

    /// <summary>There is nothing to be read here: the WebSocket itself is read.</summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(0);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(0);

    public override int Read(byte[] buffer, int offset, int count) => 0;

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _written.Dispose();
        base.Dispose(disposing);
    }
}
