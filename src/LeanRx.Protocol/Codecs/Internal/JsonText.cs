namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>Turns text into the inside of a JSON string: UTF-8 as it is, but for quotes, backslashes and control characters.</summary>
static class JsonText
{
    public const int MostBytesPerCharacter = 6;

    const char Replacement = '\uFFFD';

    /// <summary>Writes the text and returns how many bytes it took. Half a surrogate pair becomes U+FFFD.</summary>
    public static int Escape(ReadOnlySpan<char> text, Span<byte> destination)
    {
        var used = 0;
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character < 0x80)
            {
                if (character >= ' ' && character != '"' && character != '\\')
                    destination[used++] = (byte)character;
                else
                    used += EscapeAscii((byte)character, destination.Slice(used));
            }
            else if (char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
                used += WriteScalar(char.ConvertToUtf32(character, text[++index]), destination.Slice(used));
            else
                used += WriteScalar(char.IsSurrogate(character) ? Replacement : character, destination.Slice(used));
        }
        return used;
    }

    static int EscapeAscii(byte character, Span<byte> destination)
    {
        destination[0] = (byte)'\\';
        destination[1] = character switch
        {
            (byte)'\b' => (byte)'b',
            (byte)'\t' => (byte)'t',
            (byte)'\n' => (byte)'n',
            (byte)'\f' => (byte)'f',
            (byte)'\r' => (byte)'r',
            < (byte)' ' => (byte)'u',
            _ => character,
        };
        if (destination[1] != 'u')
            return 2;
        destination[2] = destination[3] = (byte)'0';
        destination[4] = (byte)('0' + (character >> 4));
        destination[5] = (byte)"0123456789abcdef"[character & 0xF];
        return MostBytesPerCharacter;
    }

    static int WriteScalar(int scalar, Span<byte> destination)
    {
        if (scalar < 0x800)
        {
            destination[0] = (byte)(0xC0 | (scalar >> 6));
            destination[1] = (byte)(0x80 | (scalar & 0x3F));
            return 2;
        }
        if (scalar < 0x10000)
        {
            destination[0] = (byte)(0xE0 | (scalar >> 12));
            destination[1] = (byte)(0x80 | ((scalar >> 6) & 0x3F));
            destination[2] = (byte)(0x80 | (scalar & 0x3F));
            return 3;
        }
        destination[0] = (byte)(0xF0 | (scalar >> 18));
        destination[1] = (byte)(0x80 | ((scalar >> 12) & 0x3F));
        destination[2] = (byte)(0x80 | ((scalar >> 6) & 0x3F));
        destination[3] = (byte)(0x80 | (scalar & 0x3F));
        return 4;
    }
}
