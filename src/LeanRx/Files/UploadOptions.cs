namespace LeanRx;

/// <summary>The options of an upload.</summary>
public sealed record UploadOptions
{
    /// <summary>Receives progress: at the start of each attempt (the first on the calling thread) and after each block on a thread-pool thread.</summary>
    /// <remarks>
    /// If it throws, a <see cref="Fault"/> is reported and it is not called again. In a browser all bytes are reported as sent at once.
    /// </remarks>
    /// <value>Null.</value>
    public IProgress<UploadProgress>? Progress { get; init; }

    /// <summary>The media type, for example <c>image/png</c>.</summary>
    /// <value>Null: the type of the name's extension, or <c>application/octet-stream</c>.</value>
    public string? ContentType { get; init; }

    /// <summary>Metadata of the file, which takes precedence over what is read from it.</summary>
    /// <value>Null.</value>
    public FileMetadata? Metadata { get; init; }

    /// <summary>Whether the URL of the file ends in its name, for downloads in a browser.</summary>
    /// <value>False.</value>
    public bool KeepFileName { get; init; }

    /// <summary>The maximum number of attempts when the connection is lost or the server is unavailable, at least 1.</summary>
    /// <remarks>
    /// Between attempts it waits as specified by <see cref="LeanClientOptions.ReconnectPolicy"/>.
    /// </remarks>
    /// <value>3.</value>
    public int MaxAttempts { get; init; } = 3;
}
