using System.Buffers.Text;

namespace LeanRx.Protocol.Internal;

/// <summary>Finds <c>\ud800</c> and its kind without a partner in well-formed JSON text: such a string is no Unicode text and could not be written again.</summary>
static class SurrogateCheck
{
    public static bool HasLoneSurrogate(ReadOnlySpan<byte> json)
    {
        while (json.IndexOf((byte)'\\') is var escape and >= 0 && escape + 1 < json.Length)
        {
            var code = CodeUnit(json.Slice(escape));
            json = json.Slice(escape + (code < 0 ? 2 : 6));
            if (code is < 0xD800 or > 0xDFFF)
                continue;
            if (code >= 0xDC00 || CodeUnit(json) is < 0xDC00 or > 0xDFFF)
                return true;
            json = json.Slice(6);
        }
        return false;
    }

    // The value of \uXXXX at the start, or -1 where something else stands.
    static int CodeUnit(ReadOnlySpan<byte> json) =>
        json.Length >= 6 && json[0] == '\\' && json[1] == 'u'
        && Utf8Parser.TryParse(json.Slice(2, 4), out int code, out var consumed, 'x') && consumed == 4
            ? code
            : -1;
}
