using System.Buffers.Text;

namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>
/// Finds <c>\ud800</c> and its kind without a partner in well-formed JSON text: such a string is no Unicode text and could not be written again.
/// </summary>
static class SurrogateCheck
{
    public static bool HasLoneSurrogate(ReadOnlySpan<byte> json) => Find(json) >= 0;

    /// <summary>The same text with <c>\ufffd</c> in place of each half of a pair.</summary>
    public static byte[] Mended(ReadOnlySpan<byte> json)
    {
        var mended = json.ToArray();
        var position = 0;
        while (Find(mended.AsSpan(position)) is var half and >= 0)
        {
            position += half;
            "\\ufffd"u8.CopyTo(mended.AsSpan(position));
            position += 6;
        }
        return mended;
    }

    // Where the first half stands alone, or -1.
    static int Find(ReadOnlySpan<byte> json)
    {
        var position = 0;
        while (json.Slice(position).IndexOf((byte)'\\') is var escape and >= 0 && position + escape + 1 < json.Length)
        {
            position += escape;
            var code = CodeUnit(json.Slice(position));
            if (code is < 0xD800 or > 0xDFFF)
            {
                position += code < 0 ? 2 : 6;
                continue;
            }
            if (code >= 0xDC00 || CodeUnit(json.Slice(position + 6)) is < 0xDC00 or > 0xDFFF)
                return position;
            position += 12;
        }
        return -1;
    }

    // The value of \uXXXX at the start, or -1 where something else stands.
    static int CodeUnit(ReadOnlySpan<byte> json) =>
        json.Length >= 6 && json[0] == '\\' && json[1] == 'u'
        && Utf8Parser.TryParse(json.Slice(2, 4), out int code, out var consumed, 'x') && consumed == 4
            ? code
            : -1;
}
