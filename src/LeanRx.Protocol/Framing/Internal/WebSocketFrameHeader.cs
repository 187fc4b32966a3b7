#if NET
using System.Buffers.Binary;

namespace LeanRx.Protocol.Framing.Internal;

// RFC 6455 §5.2
/// <summary>What stands before the payload of a frame: two bytes, its length where they do not hold it, and the mask of a client.</summary>
internal static class WebSocketFrameHeader
{
    public const int Longest = 14;

    const int MaskLength = 4;

    const byte Final = 0x80;

    const byte Masked = 0x80;

    public static bool IsMasked(byte second) => (second & Masked) != 0;

    /// <summary>The length of a header, of which the second byte says it.</summary>
    public static int LengthOf(byte second, bool hasMask) => 2 + FormOf(second) + (hasMask ? MaskLength : 0);

    /// <summary>The length of the header of a frame without a mask.</summary>
    public static int LengthFor(int payload) => payload < 126 ? 2 : payload <= ushort.MaxValue ? 4 : 10;

    /// <summary>In how many bytes besides the second one the length of the payload stands, and the length.</summary>
    public static (int Form, long Length) PayloadOf(ReadOnlySpan<byte> header) => FormOf(header[1]) switch
    {
        0 => (0, header[1] & 0x7F),
        2 => (2, BinaryPrimitives.ReadUInt16BigEndian(header[2..])),
        _ => (8, BinaryPrimitives.ReadInt64BigEndian(header[2..])),
    };

    static int FormOf(byte second) => (second & 0x7F) switch { 127 => 8, 126 => 2, _ => 0 };

    /// <summary>Writes the header of a frame that is whole, up to the mask.</summary>
    /// <returns>How long it is so far.</returns>
    public static int Write(Span<byte> header, WebSocketOpcode opcode, int length, bool isMasked)
    {
        var mask = isMasked ? Masked : 0;
        header[0] = (byte)(Final | (int)opcode);
        switch (length)
        {
            case < 126:
                header[1] = (byte)(mask | length);
                return 2;
            case <= ushort.MaxValue:
                header[1] = (byte)(mask | 126);
                BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)length);
                return 4;
            default:
                header[1] = (byte)(mask | 127);
                BinaryPrimitives.WriteInt64BigEndian(header[2..], length);
                return 10;
        }
    }
}
#endif
