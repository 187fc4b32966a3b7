using System.Globalization;
using LeanRx.Server.AspNetCore.Http.Internal;
using LeanRx.Server.Storage;
using Microsoft.AspNetCore.Http;

namespace LeanRx.Server.AspNetCore.Files.Internal;

/// <summary>The URLs of files and uploads, as clients reach them.</summary>
sealed class FileAddresses(PublicAddress address)
{
    /// <summary>Where the bytes are put. The token in it is all that the upload needs.</summary>
    public string Upload(HttpRequest request, FileRecord file, string token) => $"{address.Url(request)}/1.1/uploads/{file.ObjectId}?token={token}";

    /// <summary>Where the file is found, for everybody who knows its URL.</summary>
    public string File(HttpRequest request, FileRecord file) => file.ExternalUrl ?? $"{address.Url(request)}{file.Address}";

    /// <summary>Times as the file service writes them.</summary>
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The object id in such a key.</summary>
    public static string ObjectIdOf(string key) => key.Split('.', 2)[0];
}
