#if NET
using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using System.Text.Unicode;

namespace LeanRx.Transport.Internal;

// RFC 6455 §5
/// <summary>
/// Reads what a server sends, in whatever pieces it comes. Payloads stay in the buffer in which they came and are only moved together: over the headers, and
/// over the control frames between the fragments of a message. Reads nothing more once the server has closed or broken a rule.
/// </summary>
internal sealed class WebSocketFrameReader(IWebSocketFrameSink sink, int maxMessageBytes)
{
    const int LongestHeader = 10;

    const int LongestControl = 125;

    /// <summary>A header that is not all there.</summary>
    readonly byte[] _header = new byte[LongestHeader];
    int _headerLength;

    /// <summary>The payload of a control frame that is not all there.</summary>
    byte[] _control = [];
    int _controlLength;

    bool _isInFrame;
    WebSocketOpcode _opcode;
    bool _isFinal;
    long _left;
    Utf8Validator _utf8;

    /// <summary>Whether a message is begun.</summary>
    public bool IsInside { get; private set; }

    /// <summary>Bytes so far of the message that is begun.</summary>
    public long Size { get; private set; }

    /// <summary>Whether the message that is begun is text.</summary>
    public bool IsText { get; private set; }

    /// <summary>The rule that the server broke; null for none.</summary>
    public WebSocketFailure? Failure { get; private set; }

    /// <summary>What the server closed with, 1005 where it gave no code; null before.</summary>
    public WebSocketCloseStatus? CloseStatus { get; private set; }

    /// <summary>Why the server closed; null where it did not say.</summary>
    public string? CloseReason { get; private set; }

    public bool IsOver => Failure is not null || CloseStatus is not null;

    /// <summary>Takes bytes as they came.</summary>
    /// <param name="buffer">What was kept before, and what came, up to its end.</param>
    /// <param name="kept">How much was kept: the beginning of the message that is begun.</param>
    /// <returns>How much is kept now, from the beginning of the buffer: complete messages, and the beginning of the next.</returns>
    public int Read(Span<byte> buffer, int kept)
    {
        var (start, position) = (0, kept);
        while (!IsOver)
        {
            if (!_isInFrame)
            {
                var header = HeaderAt(buffer[position..], out var taken);
                position += taken;
                if (header.IsEmpty || !TryBegin(header))
                    break;
            }
            var count = (int)Math.Min(_left, buffer.Length - position);
            if (_opcode >= WebSocketOpcode.Close)
            {
                if (_left == count && _controlLength == 0)
                    EndControl(buffer.Slice(position, count));
                else
                    GatherControl(buffer.Slice(position, count));
            }
            else if (count > 0)
                Take(buffer.Slice(position, count), buffer, start, ref kept);
            position += count;
            _left -= count;
            if (_left > 0)
                break;
            _isInFrame = false;
            if (_opcode < WebSocketOpcode.Close && _isFinal && !IsOver)
                EndMessage(ref start, kept);
        }
        return kept;
    }

    /// <summary>The header that begins here, or was begun before; empty where the rest of it is still to come.</summary>
    ReadOnlySpan<byte> HeaderAt(ReadOnlySpan<byte> bytes, out int taken)
    {
        if (_headerLength == 0 && bytes.Length >= 2 && bytes.Length >= LengthOfHeader(bytes[1]))
            return bytes[..(taken = LengthOfHeader(bytes[1]))];
        taken = 0;
        while (taken < bytes.Length)
        {
            _header[_headerLength++] = bytes[taken++];
            if (_headerLength < 2 || _headerLength < LengthOfHeader(_header[1]))
                continue;
            var length = _headerLength;
            _headerLength = 0;
            return _header.AsSpan(0, length);
        }
        return default;
    }

    static int LengthOfHeader(byte second) => (second & 0x7F) switch { 127 => 10, 126 => 4, _ => 2 };

    bool TryBegin(ReadOnlySpan<byte> header)
    {
        var (first, second) = (header[0], header[1]);
        var (opcode, isFinal) = ((WebSocketOpcode)(first & 0x0F), (first & 0x80) != 0);
        var length = header.Length switch
        {
            2 => second & 0x7F,
            4 => BinaryPrimitives.ReadUInt16BigEndian(header[2..]),
            _ => BinaryPrimitives.ReadInt64BigEndian(header[2..]),
        };
        Failure = true switch
        {
            _ when (first & 0x70) != 0 => WebSocketFailure.OfProtocol("The server sent a frame with reserved bits set."),
            _ when (second & 0x80) != 0 => WebSocketFailure.OfProtocol("The server sent a masked frame."),
            _ when header.Length == 4 && length < 126 || header.Length == 10 && length is >= 0 and <= ushort.MaxValue =>
                WebSocketFailure.OfProtocol("The server sent a length in more bytes than it takes."),
            _ when length < 0 => WebSocketFailure.OfProtocol("The server sent a length that cannot be."),
            _ => opcode switch
            {
                WebSocketOpcode.Continuation when !IsInside => WebSocketFailure.OfProtocol("The server sent a continuation of nothing."),
                WebSocketOpcode.Text or WebSocketOpcode.Binary when IsInside =>
                    WebSocketFailure.OfProtocol("The server began a message inside of another one."),
                WebSocketOpcode.Close or WebSocketOpcode.Ping or WebSocketOpcode.Pong when !isFinal =>
                    WebSocketFailure.OfProtocol("The server sent a control frame in fragments."),
                WebSocketOpcode.Close or WebSocketOpcode.Ping or WebSocketOpcode.Pong when length > LongestControl =>
                    WebSocketFailure.OfProtocol($"The server sent a control frame of {length} bytes."),
                <= WebSocketOpcode.Binary or (>= WebSocketOpcode.Close and <= WebSocketOpcode.Pong) => null,
                _ => WebSocketFailure.OfProtocol($"The server sent a frame with the reserved opcode {(int)opcode}."),
            },
        };
        if (Failure is not null)
            return false;
        (_opcode, _isFinal, _left, _isInFrame) = (opcode, isFinal, length, true);
        if (opcode is WebSocketOpcode.Text or WebSocketOpcode.Binary)
            (IsInside, IsText, Size, _utf8) = (true, opcode == WebSocketOpcode.Text, 0, default);
        return true;
    }

    /// <summary>Keeps a piece of a message.</summary>
    void Take(ReadOnlySpan<byte> piece, Span<byte> buffer, int start, ref int kept)
    {
        // Most messages come whole.
        var isWhole = Size == 0 && _isFinal && piece.Length == _left;
        Size += piece.Length;
        if (IsText && !(isWhole ? Utf8.IsValid(piece) : _utf8.Append(piece)))
            Failure = WebSocketFailure.NotUtf8;
        if (Size > maxMessageBytes)
        {
            kept = start;
            return;
        }
        piece.CopyTo(buffer[kept..]);
        kept += piece.Length;
    }

    void EndMessage(ref int start, int kept)
    {
        if (!_utf8.IsComplete)
        {
            Failure = WebSocketFailure.NotUtf8;
            return;
        }
        IsInside = false;
        start = kept;
        if (Size > maxMessageBytes)
            sink.OnDiscarded(Size, IsText);
        else
            sink.OnMessage(kept, (int)Size, IsText);
    }

    void GatherControl(ReadOnlySpan<byte> piece)
    {
        if (_control.Length == 0)
            _control = new byte[LongestControl];
        piece.CopyTo(_control.AsSpan(_controlLength));
        _controlLength += piece.Length;
        if (piece.Length < _left)
            return;
        var length = _controlLength;
        _controlLength = 0;
        EndControl(_control.AsSpan(0, length));
    }

    void EndControl(ReadOnlySpan<byte> payload)
    {
        if (_opcode == WebSocketOpcode.Ping)
            sink.OnPing(payload);
        else if (_opcode == WebSocketOpcode.Close)
            Close(payload);
    }

    void Close(ReadOnlySpan<byte> payload)
    {
        var code = payload.Length < 2 ? (ushort)WebSocketCloseStatus.Empty : BinaryPrimitives.ReadUInt16BigEndian(payload);
        if (payload.Length == 1 || payload.Length > 1 && !IsSent(code))
            Failure = WebSocketFailure.OfProtocol("The server closed with a code that cannot be sent.");
        else if (payload.Length > 2 && !Utf8.IsValid(payload[2..]))
            Failure = new WebSocketFailure(WebSocketCloseStatus.InvalidPayloadData, "The server closed with a reason that was not UTF-8.");
        else
            (CloseStatus, CloseReason) = ((WebSocketCloseStatus)code, payload.Length > 2 ? Encoding.UTF8.GetString(payload[2..]) : null);
    }

    /// <summary>The codes that stand in close frames: those of the protocol and its registry, of libraries and of applications.</summary>
    static bool IsSent(ushort code) => code is >= 1000 and <= 1003 or >= 1007 and <= 1014 or >= 3000 and <= 4999;
}
#endif
