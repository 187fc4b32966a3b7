using LeanRx.Internal;

namespace LeanRx;

/// <summary>A message about a file: its address, and what is known of it (protocol.md §5.3).</summary>
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

    /// <summary>Where the file is: any address, no upload is needed (S22). Null when the sender gave none.</summary>
    public Uri? Url { get; init; }

    /// <summary>Id of the file object, when the file was uploaded to the file service. Null otherwise.</summary>
    public string? ObjectId { get; init; }

    /// <summary>What is known of the file; all of it is optional (S148). Null when nothing is.</summary>
    public FileMetadata? Metadata { get; init; }
}
