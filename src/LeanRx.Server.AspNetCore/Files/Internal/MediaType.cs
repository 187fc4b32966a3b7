using System.Text;
using Microsoft.Net.Http.Headers;

namespace LeanRx.Server.AspNetCore.Files.Internal;

/// <summary>A media type, parsed: what a browser makes of a file hangs on it, however it is spelled.</summary>
/// <param name="Name">Type and subtype in lower case, for example <c>image/png</c>.</param>
/// <param name="Charset">The one parameter that is kept; null when there is none, or one that is no plain token.</param>
sealed record MediaType(string Name, string? Charset = null)
{
    const int MaxLength = 255;
    const int MaxCharsetLength = 40;

    /// <summary>Bytes of which nobody says what they are.</summary>
    public static MediaType Unknown { get; } = new("application/octet-stream");

    /// <summary>Null when the text is no media type, or a range of several.</summary>
    public static MediaType? Parse(string? text)
    {
        if (text is not { Length: > 0 and <= MaxLength } || !Ascii.IsValid(text) || !MediaTypeHeaderValue.TryParse(text, out var parsed)
            || parsed.MatchesAllTypes || parsed.MatchesAllSubTypes)
            return null;
        // Quoted parameters can hold what another reader takes for a second type; only what needs no quotes is repeated.
        var charset = parsed.Charset.Value;
        return new MediaType(parsed.MediaType.Value!.ToLowerInvariant(), charset is { Length: > 0 and <= MaxCharsetLength } && charset.All(IsPlain)
            ? charset.ToLowerInvariant() : null);
    }

    public override string ToString() => Charset is null ? Name : $"{Name}; charset={Charset}";

    static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.';
}
