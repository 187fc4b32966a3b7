namespace LeanRx.Server.Storage;

/// <summary>Stores uploaded files.</summary>
/// <remarks>It can be used from any thread. An object id that does not have the form of <see cref="FileRecord.ObjectId"/> belongs to no file.</remarks>
public interface IFileStore : IAsyncDisposable
{
    /// <summary>Stores a file.</summary>
    /// <remarks>
    /// The file is complete and durable when the call has completed, and is not stored at all if it fails or is canceled. An existing file stays as it is.
    /// </remarks>
    /// <param name="content">The bytes, read to the end. Its exceptions are passed on.</param>
    /// <returns>The file as it is stored, with its length. Null if a file with this id was deleted: ids are never used again, because addresses may be
    /// remembered forever.</returns>
    /// <exception cref="IOException">It could not be written.</exception>
    ValueTask<FileRecord?> SaveAsync(FileRecord file, Stream content, CancellationToken cancellationToken = default);

    /// <summary>Returns what is known of a file, or null if there is none.</summary>
    ValueTask<FileRecord?> FindAsync(string applicationId, string objectId, CancellationToken cancellationToken = default);

    /// <summary>Returns what is known of the files of an application, ascending by id.</summary>
    /// <param name="after">The page begins after this id, which need not exist. Null for the first page.</param>
    /// <param name="limit">The maximum number of files.</param>
    ValueTask<IReadOnlyList<FileRecord>> ScanAsync(string applicationId, string? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>Opens the bytes of a file as a stream that can seek.</summary>
    /// <remarks>Returns null if there is none. The caller disposes of the stream.</remarks>
    ValueTask<Stream?> OpenAsync(string applicationId, string objectId, CancellationToken cancellationToken = default);

    /// <summary>Deletes a file.</summary>
    /// <remarks>Its id stays taken.</remarks>
    /// <returns>False if there was none.</returns>
    ValueTask<bool> DeleteAsync(string applicationId, string objectId, CancellationToken cancellationToken = default);

    /// <summary>Verifies that the store keeps what it is given: writes something small, durably, and removes it again.</summary>
    /// <exception cref="IOException">It does not. The message says why and contains no path of this machine.</exception>
    ValueTask CheckAsync(CancellationToken cancellationToken = default);
}
