using System.Collections.Frozen;
using LeanRx.Server.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LeanRx.Server.AspNetCore.Files.Internal;

/// <summary>How a browser is handed a file that somebody uploaded: as data, never as a page, a script or a style of this server's origin.</summary>
static class FilePresentation
{
    /// <summary>What may be shown in place: bytes that browsers decode and never run.</summary>
    static readonly FrozenSet<string> Shown = FrozenSet.Create(
        StringComparer.Ordinal,
        "image/png", "image/apng", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/avif", "image/bmp", "image/x-icon", "image/heic", "image/heif",
        "audio/mpeg", "audio/mp3", "audio/mp4", "audio/x-m4a", "audio/aac", "audio/ogg", "audio/opus", "audio/webm", "audio/wav", "audio/wave", "audio/x-wav",
            "audio/flac", "audio/amr", "audio/3gpp",
        "video/mp4", "video/x-m4v", "video/webm", "video/ogg", "video/quicktime", "video/3gpp");

    /// <summary>What is told as it is though it is not shown: no page can run it or style itself with it, and what it is opened with wants to know.</summary>
    static readonly FrozenSet<string> Named = FrozenSet.Create(
        StringComparer.Ordinal,
        "text/plain", "text/csv", "application/json", "application/pdf", "application/rtf", "application/zip", "application/gzip",
            "application/x-7z-compressed", "application/x-tar",
        "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/vnd.android.package-archive",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "image/svg+xml", "image/tiff");

    /// <summary>Sets the headers that say what the file is, and answers the type to send it with.</summary>
    public static string Describe(IHeaderDictionary headers, FileRecord file)
    {
        // Parsed here too: a record may be older than the check at the upload, or come from another store.
        var type = MediaType.Parse(file.ContentType) ?? MediaType.Unknown;
        var isShown = Shown.Contains(type.Name);
        headers[HeaderNames.ContentDisposition] =
            new ContentDispositionHeaderValue(isShown ? "inline" : "attachment") { FileNameStar = NameOf(file) }.ToString();
        if (!isShown)
            headers[HeaderNames.ContentSecurityPolicy] = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
        return (isShown || Named.Contains(type.Name) ? type : MediaType.Unknown).ToString();
    }

    /// <summary>The name without characters that turn the direction of text: a program could look like a picture.</summary>
    static string NameOf(FileRecord file) =>
        string.Concat(file.Name.Where(character =>
        character is not ('\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))));
}
