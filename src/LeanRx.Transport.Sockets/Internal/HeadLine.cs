using System.Buffers;
using System.Net;
using System.Net.Http;
using System.Text;

namespace LeanRx.Transport.Sockets.Internal;

/// <summary>The lines of the head of an answer.</summary>
static class HeadLine
{
    const int MostShown = 64;

    static readonly SearchValues<byte> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    /// <summary>An answer with the status that its first line says; null where that is none.</summary>
    public static HttpResponseMessage? Status(ReadOnlySpan<byte> line)
    {
        // HTTP/1.1 101 Switching Protocols
        if (line.Length < 12 || !line.StartsWith("HTTP/1."u8) || !char.IsAsciiDigit((char)line[7]) || line[8] != ' ' || line.Length > 12 && line[12] != ' ')
            return null;
        var status = 0;
        foreach (var digit in line[9..12])
        {
            if (!char.IsAsciiDigit((char)digit))
                return null;
            status = 10 * status + digit - '0';
        }
        return status < 100 || status == 101 && line[7] == '0' ? null : new HttpResponseMessage((HttpStatusCode)status);
    }

    /// <summary>Adds what a line says to an answer; false where it is no header.</summary>
    public static bool TryAdd(ReadOnlySpan<byte> line, HttpResponseMessage response)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].ContainsAnyExcept(Token))
            return false;
        var value = line[(colon + 1)..].Trim(" \t"u8);
        if (value.ContainsAnyInRange((byte)0, (byte)8) || value.ContainsAnyInRange((byte)10, (byte)31))
            return false;
        // Those of a body are refused there, and nobody asks for them.
        response.Headers.TryAddWithoutValidation(Encoding.ASCII.GetString(line[..colon]), Encoding.Latin1.GetString(value));
        return true;
    }

    /// <summary>A line of somebody else for people to read.</summary>
    public static string Shown(ReadOnlySpan<byte> line) =>
        string.Concat(Encoding.Latin1.GetString(line[..Math.Min(line.Length, MostShown)]).Select(character => char.IsControl(character) ? '?' : character));
}
