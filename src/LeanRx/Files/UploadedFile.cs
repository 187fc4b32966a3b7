namespace LeanRx;

// S21
/// <summary>
/// A file that is on the server now: what <see cref="LeanClient.UploadAsync(string, UploadOptions?, CancellationToken)"/> gives, and what media messages are
/// made of.
/// </summary>
/// <param name="Url">Where everybody finds it.</param>
/// <param name="ObjectId">Its id at the file service.</param>
/// <param name="Metadata">What is known of it: name, format and size always; width, height and duration when <see cref="LeanClientOptions.MetadataReader"/>
/// found them or the caller gave them.</param>
public sealed record UploadedFile(Uri Url, string ObjectId, FileMetadata Metadata);
