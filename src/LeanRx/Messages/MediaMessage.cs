using LeanRx.Common.Internal;

namespace LeanRx;

// protocol.md §5.3
/// <summary>A message about a file: its address, and what is known of it.</summary>
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
    /// <summary>Where the file is: any address, no upload is needed. Null when the sender gave none.</summary>
    public Uri? Url { get; init; }

    /// <summary>Id of the file object, when the file was uploaded to the file service. Null otherwise.</summary>
    public string? ObjectId { get; init; }

    // S148
    /// <summary>What is known of the file; all of it is optional. Null when nothing is.</summary>
    public FileMetadata? Metadata { get; init; }
}
