namespace LeanRx;

// S21
/// <summary>A file on the server, as returned by an upload.</summary>
/// <remarks>Pass it to the constructor of a media message.</remarks>
public sealed record UploadedFile
{
    /// <summary>Creates a description of an uploaded file.</summary>
    public UploadedFile(Uri url, string objectId, FileMetadata metadata)
    {
        Url = url;
        ObjectId = objectId;
        Metadata = metadata;
    }

    /// <summary>The address of the file.</summary>
    public Uri Url { get; init; }

    /// <summary>The id of the file object at the file service.</summary>
    public string ObjectId { get; init; }

    /// <summary>Name, format and size; width, height and duration if <see cref="LeanClientOptions.MetadataReader"/> or the caller provided them.</summary>
    public FileMetadata Metadata { get; init; }
}
