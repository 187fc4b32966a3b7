namespace LeanRx.Server.Storage;

/// <summary>
/// Where uploaded files are kept. Safe for calls from any thread. An object id that has another form than <see cref="FileRecord.ObjectId"/> is of no file.
/// </summary>
public interface IFileStore : IAsyncDisposable
{
    /// <summary>
    /// Keeps a file: whole and durable when the call completes, and not at all when it fails or is cancelled. One that is there already stays as it is.
    /// </summary>
    /// <param name="content">The bytes, read to their end. What it throws is thrown.</param>
    /// <returns>The file as it is stored, with its length; null when a file of this id was deleted: an id is never used again, for its address may be
    /// remembered for ever.</returns>
    /// <exception cref="IOException">It could not be written.</exception>
    ValueTask<FileRecord?> SaveAsync(FileRecord file, Stream content, CancellationToken cancellationToken = default);

    /// <summary>What is known of a file; null when there is none.</summary>
    ValueTask<FileRecord?> FindAsync(string applicationId, string objectId, CancellationToken cancellationToken = default);

    /// <summary>What is known of the files of an application, ascending by id in ordinal order.</summary>
    /// <param name="after">The id behind which the page begins; it need not exist. Null: the first page.</param>
    /// <param name="limit">At most so many.</param>
    ValueTask<IReadOnlyList<FileRecord>> ScanAsync(string applicationId, string? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>The bytes of a file, as a stream that can seek; null when there is none. The caller disposes of it.</summary>
    ValueTask<Stream?> OpenAsync(string applicationId, string objectId, CancellationToken cancellationToken = default);

    /// <summary>Deletes a file; false when there was none. Its id stays taken.</summary>
    ValueTask<bool> DeleteAsync(string applicationId, string objectId, CancellationToken cancellationToken = default);

    /// <summary>Checks that the store keeps what it is given: writes something small, durably, and removes it again.</summary>
    /// <exception cref="IOException">It cannot; the message says why, and names no place of this machine.</exception>
    ValueTask CheckAsync(CancellationToken cancellationToken = default);
}
