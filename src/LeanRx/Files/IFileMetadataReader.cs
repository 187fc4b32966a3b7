namespace LeanRx;

/// <summary>Reads width, height and duration of a file before it is uploaded.</summary>
/// <remarks>The package LeanRx.Media contains one for common formats.</remarks>
public interface IFileMetadataReader
{
    /// <summary>Reads the metadata of a file; null, or null members, for what it cannot read.</summary>
    /// <remarks>
    /// Called on a thread-pool thread, possibly for several files at once.
    /// </remarks>
    /// <param name="content">The bytes, from the first; the stream can seek. Do not dispose it.</param>
    /// <param name="name">The name of the file; its extension may be wrong.</param>
    FileMetadata? Read(Stream content, string name);
}
