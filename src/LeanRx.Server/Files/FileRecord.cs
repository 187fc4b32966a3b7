using System.Text.Json;

namespace LeanRx.Server.Storage;

// protocol.md §9.2
/// <summary>A file that was uploaded: what is told of it, without its bytes.</summary>
public sealed record FileRecord
{
    /// <summary>The application that it belongs to; no other sees it.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>Its id: 24 hexadecimal digits in lower case, not to be guessed.</summary>
    public required string ObjectId { get; init; }

    /// <summary>The name that the uploader gave it. It is told to others, and is never part of a path on disk.</summary>
    public required string Name { get; init; }

    /// <summary>Its media type, for example <c>image/png</c>.</summary>
    public required string ContentType { get; init; }

    // protocol.md §9.4
    /// <summary>Where it is, when its bytes are not here but elsewhere on the net. Default: null, they are here.</summary>
    public string? ExternalUrl { get; init; }

    /// <summary>Its size in bytes. Default 0: not stored yet.</summary>
    public long Length { get; init; }

    /// <summary>When it was asked for, to the millisecond.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>What the uploader told of it (<c>metaData</c>), a JSON object. Default: null, nothing.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>The last part of its address: the object id, with an extension that clients can tell the kind by.</summary>
    public string Key
    {
        get
        {
            const int longest = 10;
            var extension = Path.GetExtension(Name);
            return extension.Length is > 1 and <= longest && extension.Skip(1).All(char.IsAsciiLetterOrDigit) ? ObjectId + extension : ObjectId;
        }
    }

    /// <summary>Where a server has its bytes, below the URL under which clients reach it; begins with a slash.</summary>
    public string Address => $"/files/{Uri.EscapeDataString(ApplicationId)}/{Key}";
}
