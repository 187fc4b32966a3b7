namespace LeanRx;

// protocol.md §5.3
/// <summary>What is known of a file. All of it is optional.</summary>
public sealed record FileMetadata
{
    /// <summary>The file's name.</summary>
    public string? Name { get; init; }

    /// <summary>Its format: the extension, for example <c>png</c>; some senders give the media type.</summary>
    public string? Format { get; init; }

    /// <summary>Its size in bytes.</summary>
    public long? Size { get; init; }

    /// <summary>Width of an image or film in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Height of an image or film in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>How long a sound or film plays; seconds on the wire.</summary>
    public TimeSpan? Duration { get; init; }
}
