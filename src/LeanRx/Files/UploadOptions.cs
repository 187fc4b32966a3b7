namespace LeanRx;

/// <summary>How a file is uploaded.</summary>
public sealed record UploadOptions
{
    /// <summary>
    /// Hears how far the upload is, at the beginning of each attempt, of the first one on the caller's thread, and after each block, on a thread of the pool.
    /// One that throws is a <see cref="Fault"/> and is not called again. In a browser all bytes count as sent at once. Default: null, nobody.
    /// </summary>
    public IProgress<UploadProgress>? Progress { get; init; }

    /// <summary>
    /// The media type, for example <c>image/png</c>. Default: null, which is the one that the name's extension stands for, or <c>application/octet-stream</c>.
    /// </summary>
    public string? ContentType { get; init; }

    /// <summary>What the caller knows of the file; it counts more than what is read from it. Default: null, nothing.</summary>
    public FileMetadata? Metadata { get; init; }

    /// <summary>Whether the file's URL ends in its name, for those who download it with a browser. Default false.</summary>
    public bool KeepFileName { get; init; }

    /// <summary>
    /// How often the upload is tried before it fails, when the connection is lost or the server is out of order: at least 1. Between attempts it waits as
    /// <see cref="LeanClientOptions.ReconnectPolicy"/> says. Default 3.
    /// </summary>
    public int MaxAttempts { get; init; } = 3;
}
