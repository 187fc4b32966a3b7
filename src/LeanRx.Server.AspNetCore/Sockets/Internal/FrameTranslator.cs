using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using LeanRx.Protocol.Framing.Internal;
using LeanRx.Server.AspNetCore.Http.Internal;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

/// <summary>
/// Stands for the connection of a WebSocket that nobody can get hold of: that of a host without sockets, as a test server is. Whole frames that are written
/// are sent by the WebSocket, and what that receives is read as the frames of a client. Such a WebSocket knows no pings.
/// </summary>
sealed class FrameTranslator(WebSocket socket) : ForwardOnlyStream
{
    readonly MemoryStream _written = new();
    readonly byte[] _payload = new byte[4 * 1024];
    ReadOnlyMemory<byte> _unread;
    bool _isInside;
    bool _isOver;

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
            Encoding.UTF8.GetString(payload, 2, payload.Length - 2), cancellationToken),
        _ => Task.CompletedTask,
    };

    /// <summary>The first frame; null where it is not whole yet.</summary>
    static (int OpCode, int Header, int Payload)? Frame(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 || WebSocketFrameHeader.LengthOf(bytes[1], hasMask: false) is var header && bytes.Length < header)
            return null;
        var length = WebSocketFrameHeader.PayloadOf(bytes).Length;
        return length > bytes.Length - header ? null : (bytes[0] & 0xF, header, (int)length);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _isOver && _unread.IsEmpty)
            return 0;
        if (_unread.IsEmpty)
            _unread = await ReceiveAsync(cancellationToken).ConfigureAwait(false);
        var count = Math.Min(buffer.Length, _unread.Length);
        _unread[..count].CopyTo(buffer);
        _unread = _unread[count..];
        return count;
    }

    async ValueTask<byte[]> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var piece = await socket.ReceiveAsync(_payload.AsMemory(), cancellationToken).ConfigureAwait(false);
            if (piece.MessageType != WebSocketMessageType.Close)
                return FrameOf(piece);
            _isOver = true;
            return FrameOf(WebSocketOpcode.Close, socket.CloseStatus is { } status and not WebSocketCloseStatus.Empty
                ? [(byte)((int)status >> 8), (byte)status, .. Encoding.UTF8.GetBytes(socket.CloseStatusDescription ?? "")] : []);
        }
        catch (WebSocketException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    byte[] FrameOf(ValueWebSocketReceiveResult piece)
    {
        var opcode = piece.MessageType == WebSocketMessageType.Text ? WebSocketOpcode.Text : WebSocketOpcode.Binary;
        var frame = FrameOf(_isInside ? WebSocketOpcode.Continuation : opcode, _payload.AsSpan(0, piece.Count));
        _isInside = !piece.EndOfMessage;
        if (_isInside)
            frame[0] &= 0x7F;
        return frame;
    }

    /// <summary>With a mask that changes nothing.</summary>
    static byte[] FrameOf(WebSocketOpcode opcode, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[WebSocketFrameHeader.Longest];
        header.Clear();
        var length = WebSocketFrameHeader.Write(header, opcode, payload.Length, isMasked: true) + sizeof(uint);
        return [.. header[..length], .. payload];
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

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
