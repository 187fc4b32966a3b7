#if NET8_0_OR_GREATER
using System.Buffers;
#endif
using System.Buffers.Text;

namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>Walks through JSON in its usual form alone: no blanks, no escapes in strings, whole numbers. Whatever else there is, the codec reads.</summary>
static class PlainJson
{
#if NET8_0_OR_GREATER
    static readonly SearchValues<byte> s_stops = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(static value => (byte)value), (byte)'"', (byte)'\\']);
#endif

    /// <summary>A stretch of the payload.</summary>
    public readonly record struct Stretch(int Start, int Length)
    {
        public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> payload) => payload.Slice(Start, Length);
    }

    /// <summary>Walks through an object that is all of the payload.</summary>
    public static bool TryWalk<TFields>(ReadOnlySpan<byte> payload, ref TFields fields) where TFields : struct, IPlainFields
    {
        var at = 0;
        if (!Follows(payload, at++, (byte)'{'))
            return false;
        while (TryTakeName(payload, ref at, out var name) && fields.TryTake(name.Of(payload), payload, ref at))
        {
            if (at == payload.Length - 1 && payload[at] == '}')
                return fields.IsComplete;
            if (!Follows(payload, at++, (byte)','))
                return false;
        }
        return false;
    }

    public static bool Follows(ReadOnlySpan<byte> payload, int at, byte expected) => at < payload.Length && payload[at] == expected;

    /// <summary>Bytes up to the quote or backslash that ends a text; negative where something else ends it, or what no string may hold.</summary>
    public static int LengthOf(ReadOnlySpan<byte> text, byte end)
    {
#if NET8_0_OR_GREATER
        var length = text.IndexOfAny(s_stops);
#else
        var length = 0;
        while (length < text.Length && text[length] is >= (byte)' ' and not (byte)'"' and not (byte)'\\')
            length++;
        if (length == text.Length)
            length = -1;
#endif
        return length >= 0 && text[length] == end ? length : -1;
    }

    public static bool TryTakeString(ReadOnlySpan<byte> payload, ref int at, out Stretch value)
    {
        value = default;
        if (!Follows(payload, at, (byte)'"'))
            return false;
        var length = LengthOf(payload.Slice(at + 1), (byte)'"');
        if (length < 0)
            return false;
        value = new Stretch(at + 1, length);
        at += length + 2;
        return true;
    }

    /// <summary>The name of a field, and the colon behind it.</summary>
    static bool TryTakeName(ReadOnlySpan<byte> payload, ref int at, out Stretch name) =>
        TryTakeString(payload, ref at, out name) && Follows(payload, at++, (byte)':');

    /// <summary>A whole number above 0. Whoever reads on sees what else of it there is.</summary>
    public static bool TryTakeNumber(ReadOnlySpan<byte> payload, ref int at, out long value)
    {
        value = 0;
        if (at >= payload.Length || payload[at] is < (byte)'1' or > (byte)'9' || !Utf8Parser.TryParse(payload.Slice(at), out value, out var used))
            return false;
        at += used;
        return true;
    }

    /// <summary>Keeps a field that has not come before.</summary>
    public static bool TryKeep(ref Stretch field, Stretch value)
    {
        if (field.Length > 0 || value.Length == 0)
            return false;
        field = value;
        return true;
    }
}
