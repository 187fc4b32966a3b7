using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;
using LeanRx.Server.Hosting;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>Reads the fields that <see cref="ItemWriter"/> has written.</summary>
/// <param name="ids">Texts that come again and again; null where none are kept.</param>
internal ref struct ItemReader(ReadOnlySpan<byte> fields, StringCache? ids)
{
    ReadOnlySpan<byte> _rest = fields;

    public byte Byte() => Take(1)[0];

    public bool Flag()
    {
        var value = Byte();
        return value <= 1 ? value == 1 : throw new FormatException($"A node sent an item with a flag of {value}.");
    }

    public long Number()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return (long)(value >> 1) ^ -(long)(value & 1);
        }
        throw new FormatException("A node sent an item with a number that does not end.");
    }

    public int Int32()
    {
        var value = Number();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value
            : throw new FormatException($"A node sent an item with {value} where a smaller number belongs.");
    }

    public double Fraction() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    public string Text() => OptionalText() ?? throw Missing();

    public string? OptionalText() => OptionalBytes(out var text) ? Encoding.UTF8.GetString(text) : null;

    /// <summary>One that comes again and again: the same string, where ids are kept and it is short.</summary>
    public string Id() => OptionalId() ?? throw Missing();

    public string? OptionalId() => OptionalBytes(out var text) ? ids is null ? Encoding.UTF8.GetString(text) : ids.Get(text) : null;

    public string[] Texts()
    {
        var texts = new string[Count()];
        for (var index = 0; index < texts.Length; index++)
            texts[index] = Text();
        return texts;
    }

    public long[] Numbers()
    {
        var numbers = new long[Count()];
        for (var index = 0; index < numbers.Length; index++)
            numbers[index] = Number();
        return numbers;
    }

    public Frame Frame() => JsonFrameCodec.Default.Decode(Take(_rest.Length));

    /// <summary>It is looked into by those who want to know what it says: nodes believe each other that it is a frame.</summary>
    public FanOutFrame FanOutFrame()
    {
        double? share = Flag() ? Fraction() : null;
        return _rest.IsEmpty ? throw Short() : new FanOutFrame(Take(_rest.Length).ToArray()) { DropsAbove = share };
    }

    public readonly void End()
    {
        if (!_rest.IsEmpty)
            throw new FormatException("A node sent an item that goes on behind its fields.");
    }

    /// <summary>Each takes a byte at least, so that no number makes room for more than there is.</summary>
    int Count()
    {
        var count = Number();
        return count >= 0 && count <= _rest.Length ? (int)count : throw Short();
    }

    ReadOnlySpan<byte> Take(long length)
    {
        if (length < 0 || length > _rest.Length)
            throw Short();
        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    /// <summary>False for null.</summary>
    bool OptionalBytes(out ReadOnlySpan<byte> text)
    {
        text = default;
        var length = Number();
        if (length == 0)
            return false;
        text = Take(length - 1);
        return Utf8.IsValid(text) ? true : throw new FormatException("A node sent an item with a text that is no UTF-8.");
    }

    static FormatException Missing() => new("A node sent an item without a text that belongs to it.");

    static FormatException Short() => new("A node sent an item that ends within a field.");
}
