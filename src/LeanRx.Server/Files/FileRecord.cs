using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace LeanRx.Server.Storage;

// protocol.md §9.2
/// <summary>An uploaded file, without its bytes.</summary>
public sealed record FileRecord
{
    /// <summary>The application.</summary>
    /// <remarks>Applications never see each other's files.</remarks>
    public required string ApplicationId { get; init; }

    /// <summary>The id: 24 hexadecimal digits in lower case, unpredictable.</summary>
    public required string ObjectId { get; init; }

    /// <summary>The name that the uploader chose.</summary>
    /// <remarks>It is shown to others, and never part of a path on disk.</remarks>
    public required string Name { get; init; }

    /// <summary>The media type, for example <c>image/png</c>.</summary>
    public required string ContentType { get; init; }

    // protocol.md §9.4
    /// <summary>Where the bytes are, if they are not stored here.</summary>
    /// <value>Null: they are stored here.</value>
    public string? ExternalUrl { get; init; }

    /// <summary>The size in bytes.</summary>
    /// <value>0: not stored yet.</value>
    public long Length { get; init; }

    /// <summary>When it was created, to the millisecond.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The metadata of the uploader (<c>metaData</c>), a JSON object.</summary>
    /// <value>Null: none.</value>
    public JsonElement? Metadata { get; init; }

    /// <summary>The last part of its address: the object id, with an extension that shows the kind of file.</summary>
    public string Key
    {
        get
        {
            const int longest = 10;
            var extension = Path.GetExtension(Name);
            return extension.Length is > 1 and <= longest && extension.Skip(1).All(char.IsAsciiLetterOrDigit) ? ObjectId + extension : ObjectId;
        }
    }

    /// <summary>Returns whether a text has the form of an <see cref="ObjectId"/>.</summary>
    public static bool IsObjectId([NotNullWhen(true)] string? text)
    {
        const int length = 24;
        return text is { Length: length } && text.All(char.IsAsciiHexDigitLower);
    }

    /// <summary>The path of its bytes below the URL of the server.</summary>
    /// <remarks>It begins with a slash.</remarks>
    public string Address => $"/files/{Uri.EscapeDataString(ApplicationId)}/{Key}";
}
