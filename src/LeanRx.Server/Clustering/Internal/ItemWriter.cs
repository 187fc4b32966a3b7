using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using LeanRx.Protocol;
using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>Writes the fields of an item one after the other, without their names. <see cref="ItemReader"/> reads them in the same order.</summary>
internal readonly struct ItemWriter
{
    const int LongestNumber = 10;

    readonly ArrayBufferWriter<byte> _bytes = ThreadBuffer.Take();

    public ItemWriter(ItemKind kind) => Byte((byte)kind);

    /// <summary>The item. Nothing is written any more.</summary>
    public byte[] End()
    {
        var item = _bytes.WrittenSpan.ToArray();
        ThreadBuffer.Return(_bytes);
        return item;
    }

    public void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>Small numbers, negative ones too, in few bytes: seven bits in each, and whether another follows.</summary>
    public void Number(long value)
    {
        var span = _bytes.GetSpan(LongestNumber);
        var rest = (ulong)(value << 1) ^ (ulong)(value >> 63);
        var length = 0;
        for (; rest >= 0x80; rest >>= 7)
            span[length++] = (byte)(rest | 0x80);
        span[length++] = (byte)rest;
        _bytes.Advance(length);
    }

    public void Fraction(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(sizeof(double)), value);
        _bytes.Advance(sizeof(double));
    }

    /// <summary>Its length in UTF-8, one more than that so that there is one for null, and its bytes.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Number(0);
            return;
        }
        var length = Encoding.UTF8.GetByteCount(value);
        Number(length + 1);
        Encoding.UTF8.GetBytes(value, _bytes.GetSpan(length));
        _bytes.Advance(length);
    }

    public void Texts(IReadOnlyList<string> values)
    {
        Number(values.Count);
        for (var index = 0; index < values.Count; index++)
            Text(values[index]);
    }

    public void Numbers(IReadOnlyList<long> values)
    {
        Number(values.Count);
        for (var index = 0; index < values.Count; index++)
            Number(values[index]);
    }

    /// <summary>The last field: its end is the item's.</summary>
    public void Frame(Frame frame) => JsonFrameCodec.Default.Encode(frame, _bytes);

    /// <summary>The last field.</summary>
    /// <param name="json">The frame.</param>
    public void Frame(double? dropsAbove, ReadOnlyMemory<byte> json)
    {
        Flag(dropsAbove is not null);
        if (dropsAbove is { } share)
            Fraction(share);
        _bytes.Write(json.Span);
    }
}
