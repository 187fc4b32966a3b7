namespace LeanRx;

// protocol.md §5.3
/// <summary>Metadata of a file.</summary>
/// <remarks>All of it is optional.</remarks>
public sealed record FileMetadata
{
    /// <summary>The name of the file.</summary>
    public string? Name { get; init; }

    /// <summary>The format: the extension, for example <c>png</c>; some senders use the media type.</summary>
    public string? Format { get; init; }

    /// <summary>The size in bytes.</summary>
    public long? Size { get; init; }

    /// <summary>The width of an image or video in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>The height of an image or video in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>The duration of an audio or video.</summary>
    public TimeSpan? Duration { get; init; }
}
