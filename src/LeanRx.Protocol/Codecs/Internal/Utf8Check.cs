using System.Text;
#if NET8_0_OR_GREATER
using System.Text.Unicode;
#endif

namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>Tells whether bytes are well-formed UTF-8. Utf8JsonReader itself does not look.</summary>
static class Utf8Check
{
    public static bool IsValid(ReadOnlySpan<byte> bytes) =>
#if NET8_0_OR_GREATER
        Utf8.IsValid(bytes);
#else
        IsValidStepwise(bytes);
#endif

    public static string GetString(ReadOnlySpan<byte> utf8) =>
#if NET8_0_OR_GREATER
        Encoding.UTF8.GetString(utf8);
#else
        Encoding.UTF8.GetString(utf8.ToArray());
#endif

    /// <summary>The same as <see cref="IsValid"/>, byte by byte, for targets without a built-in check.</summary>
    internal static bool IsValidStepwise(ReadOnlySpan<byte> bytes)
    {
        var position = 0;
        while (position < bytes.Length)
        {
            if (bytes[position] < 0x80)
            {
                position++;
                continue;
            }
            var length = SequenceLength(bytes.Slice(position));
            if (length == 0)
                return false;
            position += length;
        }
        return true;
    }

    // 0 for an ill-formed sequence. The second byte's range keeps overlong forms, surrogates and values past U+10FFFF out.
    static int SequenceLength(ReadOnlySpan<byte> bytes)
    {
        var (length, low, high) = bytes[0] switch
        {
            >= 0xC2 and <= 0xDF => (2, 0x80, 0xBF),
            0xE0 => (3, 0xA0, 0xBF),
            0xED => (3, 0x80, 0x9F),
            >= 0xE1 and <= 0xEF => (3, 0x80, 0xBF),
            0xF0 => (4, 0x90, 0xBF),
            >= 0xF1 and <= 0xF3 => (4, 0x80, 0xBF),
            0xF4 => (4, 0x80, 0x8F),
            _ => (0, 0, 0),
        };
        if (length == 0 || bytes.Length < length || bytes[1] < low || bytes[1] > high)
            return 0;
        for (var index = 2; index < length; index++)
            if ((bytes[index] & 0xC0) != 0x80)
                return 0;
        return length;
    }
}
