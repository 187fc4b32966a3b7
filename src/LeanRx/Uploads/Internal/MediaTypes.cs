namespace LeanRx.Uploads.Internal;

/// <summary>The media types of common file names.</summary>
internal static class MediaTypes
{
    const string AnyBytes = "application/octet-stream";

    static readonly Dictionary<string, string> ByFormat = new(StringComparer.Ordinal)
    {
        ["png"] = "image/png",
        ["jpg"] = "image/jpeg",
        ["jpeg"] = "image/jpeg",
        ["gif"] = "image/gif",
        ["webp"] = "image/webp",
        ["bmp"] = "image/bmp",
        ["svg"] = "image/svg+xml",
        ["heic"] = "image/heic",
        ["heif"] = "image/heif",
        ["avif"] = "image/avif",
        ["tif"] = "image/tiff",
        ["tiff"] = "image/tiff",
        ["ico"] = "image/x-icon",
        ["mp3"] = "audio/mpeg",
        ["m4a"] = "audio/mp4",
        ["aac"] = "audio/aac",
        ["wav"] = "audio/wav",
        ["ogg"] = "audio/ogg",
        ["opus"] = "audio/ogg",
        ["flac"] = "audio/flac",
        ["amr"] = "audio/amr",
        ["wma"] = "audio/x-ms-wma",
        ["mp4"] = "video/mp4",
        ["m4v"] = "video/mp4",
        ["mov"] = "video/quicktime",
        ["webm"] = "video/webm",
        ["avi"] = "video/x-msvideo",
        ["mkv"] = "video/x-matroska",
        ["3gp"] = "video/3gpp",
        ["mpg"] = "video/mpeg",
        ["mpeg"] = "video/mpeg",
        ["txt"] = "text/plain",
        ["md"] = "text/markdown",
        ["csv"] = "text/csv",
        ["html"] = "text/html",
        ["htm"] = "text/html",
        ["css"] = "text/css",
        ["js"] = "text/javascript",
        ["json"] = "application/json",
        ["xml"] = "application/xml",
        ["pdf"] = "application/pdf",
        ["rtf"] = "application/rtf",
        ["zip"] = "application/zip",
        ["gz"] = "application/gzip",
        ["7z"] = "application/x-7z-compressed",
        ["rar"] = "application/vnd.rar",
        ["tar"] = "application/x-tar",
        ["doc"] = "application/msword",
        ["docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ["xls"] = "application/vnd.ms-excel",
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ["ppt"] = "application/vnd.ms-powerpoint",
        ["pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ["apk"] = "application/vnd.android.package-archive",
    };

    /// <summary>The extension in lower case, without its dot; null when there is none.</summary>
    public static string? FormatOf(string name)
    {
        var extension = Path.GetExtension(name);
#pragma warning disable CA1308 // Formats are written in lower case.
        return extension.Length > 1 ? extension.Substring(1).ToLowerInvariant() : null;
#pragma warning restore CA1308
    }

    public static string Of(string name) => FormatOf(name) is { } format && ByFormat.TryGetValue(format, out var type) ? type : AnyBytes;
}
