using LeanRx.Common.Internal;

namespace LeanRx;

// protocol.md §5.3
/// <summary>A message about a file: its address and metadata.</summary>
public abstract record MediaMessage : TypedMessage
{
    private protected MediaMessage()
    {
    }

    private protected MediaMessage(Uri url) => Url = Guard.NotNull(url, nameof(url));

    private protected MediaMessage(UploadedFile file)
    {
        Url = Guard.NotNull(file, nameof(file)).Url;
        ObjectId = file.ObjectId;
        Metadata = file.Metadata;
    }

    // S22
    /// <summary>The address of the file, which need not have been uploaded; null if the sender gave none.</summary>
    public Uri? Url { get; init; }

    /// <summary>The id of the file object, if the file was uploaded to the file service; otherwise null.</summary>
    public string? ObjectId { get; init; }

    // S148
    /// <summary>The metadata of the file; null if there is none.</summary>
    public FileMetadata? Metadata { get; init; }
}
