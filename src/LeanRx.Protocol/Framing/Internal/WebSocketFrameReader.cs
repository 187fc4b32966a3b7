#if NET
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace LeanRx.Protocol.Framing.Internal;

// RFC 6455 §5
/// <summary>
/// Reads what a peer sends, in whatever pieces it comes. Payloads stay in the buffer in which they came and are only moved together: over the headers, and
/// over the control frames between the fragments of a message. Reads nothing more once the peer has closed or broken a rule.
/// </summary>
/// <param name="sink">Hears what is found.</param>
/// <param name="maxMessageBytes">The largest message that is kept.</param>
/// <param name="isServer">Whether the peer is a client, which masks its frames; a server does not.</param>
internal sealed class WebSocketFrameReader(IWebSocketFrameSink sink, int maxMessageBytes, bool isServer = false)
{
    const int LongestControl = 125;

    /// <summary>A header that is not all there.</summary>
    byte[] _header = [];
    int _headerLength;

    /// <summary>The payload of a control frame that is not all there.</summary>
    byte[] _control = [];
    int _controlLength;

    bool _isInFrame;
    WebSocketOpcode _opcode;
    bool _isFinal;
    long _left;
    uint _mask;
    Utf8Validator _utf8;

    /// <summary>The largest message that is kept. It may become larger between messages, and smaller at any time.</summary>
    public int MaxMessageBytes { get; set; } = maxMessageBytes;

    /// <summary>Whether a message is begun.</summary>
    public bool IsInside { get; private set; }

    /// <summary>Bytes so far of the message that is begun.</summary>
    public long Size { get; private set; }

    /// <summary>Whether the message that is begun is text.</summary>
    public bool IsText { get; private set; }

    /// <summary>The rule that the peer broke; null for none.</summary>
    public WebSocketFailure? Failure { get; private set; }

    /// <summary>What the peer closed with, 1005 where it gave no code; null before.</summary>
    public int? CloseCode { get; private set; }

    /// <summary>Why the peer closed; null where it did not say.</summary>
    public string? CloseReason { get; private set; }

    public bool IsOver => Failure is not null || CloseCode is not null;

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
            if (isServer)
                WebSocketMask.Apply(buffer.Slice(position, count), ref _mask);
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
            if (_header.Length == 0)
                _header = new byte[WebSocketFrameHeader.Longest];
            _header[_headerLength++] = bytes[taken++];
            if (_headerLength < 2 || _headerLength < LengthOfHeader(_header[1]))
                continue;
            var length = _headerLength;
            _headerLength = 0;
            return _header.AsSpan(0, length);
        }
        return default;
    }

    /// <summary>A mask that may not be is not waited for.</summary>
    int LengthOfHeader(byte second) => WebSocketFrameHeader.LengthOf(second, hasMask: isServer && WebSocketFrameHeader.IsMasked(second));

    bool TryBegin(ReadOnlySpan<byte> header)
    {
        var (first, second) = (header[0], header[1]);
        var (opcode, isFinal) = ((WebSocketOpcode)(first & 0x0F), (first & 0x80) != 0);
        var (form, length) = WebSocketFrameHeader.PayloadOf(header);
        Failure = true switch
        {
            _ when (first & 0x70) != 0 => OfPeer("sent a frame with reserved bits set"),
            _ when WebSocketFrameHeader.IsMasked(second) != isServer => OfPeer(isServer ? "sent a frame without a mask" : "sent a masked frame"),
            // Clients are forgiven for it, as they are by the platform's server.
            _ when !isServer && (form == 2 && length < 126 || form == 8 && length is >= 0 and <= ushort.MaxValue) =>
                OfPeer("sent a length in more bytes than it takes"),
            _ when length < 0 => OfPeer("sent a length that cannot be"),
            _ => opcode switch
            {
                WebSocketOpcode.Continuation when !IsInside => OfPeer("sent a continuation of nothing"),
                WebSocketOpcode.Text or WebSocketOpcode.Binary when IsInside => OfPeer("began a message inside of another one"),
                WebSocketOpcode.Close or WebSocketOpcode.Ping or WebSocketOpcode.Pong when !isFinal => OfPeer("sent a control frame in fragments"),
                WebSocketOpcode.Close or WebSocketOpcode.Ping or WebSocketOpcode.Pong when length > LongestControl =>
                    OfPeer($"sent a control frame of {length} bytes"),
                <= WebSocketOpcode.Binary or (>= WebSocketOpcode.Close and <= WebSocketOpcode.Pong) => null,
                _ => OfPeer($"sent a frame with the reserved opcode {(int)opcode}"),
            },
        };
        if (Failure is not null)
            return false;
        (_opcode, _isFinal, _left, _isInFrame) = (opcode, isFinal, length, true);
        if (isServer)
            _mask = WebSocketMask.At(header);
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
        if (Size > MaxMessageBytes)
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
        if (Size > MaxMessageBytes)
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
        var code = payload.Length < 2 ? WebSocketFailure.NoCode : BinaryPrimitives.ReadUInt16BigEndian(payload);
        if (payload.Length == 1 || payload.Length > 1 && !IsSent(code))
            Failure = OfPeer("closed with a code that cannot be sent");
        else if (payload.Length > 2 && !Utf8.IsValid(payload[2..]))
            Failure = OfPeer("closed with a reason that was not UTF-8", WebSocketFailure.InvalidPayload);
        else
            (CloseCode, CloseReason) = (code, payload.Length > 2 ? Encoding.UTF8.GetString(payload[2..]) : null);
    }

    WebSocketFailure OfPeer(string what, int code = WebSocketFailure.ProtocolError) =>
        new(code, $"The {(isServer ? "client" : "server")} {what}.");

    /// <summary>The codes that stand in close frames: those of the protocol and its registry, of libraries and of applications.</summary>
    static bool IsSent(int code) => code is >= 1000 and <= 1003 or >= 1007 and <= 1014 or >= 3000 and <= 4999;
}
#endif
