#if NET
using System.Numerics;
using System.Runtime.InteropServices;

namespace LeanRx.Protocol.Framing.Internal;

// RFC 6455 §5.3
/// <summary>What a client hides its payloads under, and a server takes away again. A mask is a number as its four bytes lie in memory.</summary>
internal static class WebSocketMask
{
    /// <summary>The mask at the end of a header.</summary>
    public static uint At(ReadOnlySpan<byte> header) => MemoryMarshal.Read<uint>(header[^sizeof(uint)..]);

    /// <summary>Masks, or unmasks, from one place to another, or where it lies.</summary>
    public static void Apply(ReadOnlySpan<byte> from, Span<byte> to, uint mask)
    {
        var done = 0;
        if (Vector.IsHardwareAccelerated)
        {
            var wide = Vector.AsVectorByte(new Vector<uint>(mask));
            for (; done + Vector<byte>.Count <= from.Length; done += Vector<byte>.Count)
                (new Vector<byte>(from[done..]) ^ wide).CopyTo(to[done..]);
        }
        var bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in mask));
        for (; done < from.Length; done++)
            to[done] = (byte)(from[done] ^ bytes[done & 3]);
    }

    /// <summary>Unmasks a piece of a payload where it lies, and turns the mask to where the next piece begins.</summary>
    public static void Apply(Span<byte> piece, ref uint mask)
    {
        Apply(piece, piece, mask);
        var bits = 8 * (piece.Length & 3);
        mask = BitConverter.IsLittleEndian ? BitOperations.RotateRight(mask, bits) : BitOperations.RotateLeft(mask, bits);
    }
}
#endif
