namespace LeanRx;

/// <summary>Reads width, height and duration from a file before it is uploaded. The package LeanRx.Media has one for the common formats.</summary>
public interface IFileMetadataReader
{
    /// <summary>
    /// Reads what it can; null, or members that are null, for what it cannot. Called on a thread of the pool; safe for several files at once.
    /// </summary>
    /// <param name="content">The bytes, from the first; a stream that can seek. It stays the caller's.</param>
    /// <param name="name">The file's name; its extension may lie.</param>
    FileMetadata? Read(Stream content, string name);
}
