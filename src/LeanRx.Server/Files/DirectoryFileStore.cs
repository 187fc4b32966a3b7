using LeanRx.Server.Files.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server;

/// <summary>Stores files in a directory.</summary>
/// <remarks>A file appears in one step, when it is complete on disk. What an interrupted upload left is removed.</remarks>
public sealed class DirectoryFileStore : IFileStore
{
    readonly FileStream _lock;
    readonly bool _isTemporary;
    readonly Lock _places = new();

    DirectoryFileStore(string root, FileStream held, bool isTemporary)
    {
        Root = root;
        _lock = held;
        _isTemporary = isTemporary;
    }

    /// <summary>The directory, as a full path.</summary>
    public string Root { get; }

    /// <summary>Opens a directory, and creates it if it does not exist.</summary>
    /// <remarks>No other store can use it until this one is disposed.</remarks>
    /// <exception cref="ArgumentException">The path is empty or invalid.</exception>
    /// <exception cref="IOException">The directory cannot be created, or another store uses it.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory cannot be written to.</exception>
    public static DirectoryFileStore Open(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        return Open(Directory.CreateDirectory(directory).FullName, isTemporary: false);
    }

    /// <summary>Opens a directory together with other nodes of a cluster, and creates it if it does not exist.</summary>
    /// <remarks>
    /// It is on a file system that all of them share, and that moves a directory in one step. What interrupted uploads left is removed when it is opened by
    /// <see cref="Open(string)"/>, which it can be while no node uses it.
    /// </remarks>
    /// <exception cref="ArgumentException">The path is empty or invalid.</exception>
    /// <exception cref="IOException">The directory cannot be created, or a store uses it that is alone.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory cannot be written to.</exception>
    public static DirectoryFileStore OpenShared(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var root = Directory.CreateDirectory(directory).FullName;
        Directory.CreateDirectory(FileLayout.Incoming(root));
        var shared = new FileStream(FileLayout.LockFile(root), FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
        return new DirectoryFileStore(root, shared, isTemporary: false);
    }

    /// <summary>Opens a new directory among the system's temporary ones.</summary>
    /// <remarks>It is deleted with all that it holds when the store is disposed of.</remarks>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static DirectoryFileStore OpenTemporary() => Open(Directory.CreateTempSubdirectory("leanrx-files-").FullName, isTemporary: true);

    static DirectoryFileStore Open(string root, bool isTemporary)
    {
        var exclusive = new FileStream(FileLayout.LockFile(root), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            foreach (var unfinished in Directory.CreateDirectory(FileLayout.Incoming(root)).EnumerateDirectories())
                unfinished.Delete(recursive: true);
            return new DirectoryFileStore(root, exclusive, isTemporary);
        }
        catch
        {
            exclusive.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The object id has not the form of one.</exception>
    public async ValueTask<FileRecord?> SaveAsync(FileRecord file, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(content);
        if (!FileRecord.IsObjectId(file.ObjectId))
            throw new ArgumentException("An object id has 24 hexadecimal digits in lower case.", nameof(file));

        using var incoming = IncomingFile.Begin(Root);
        var stored = await incoming.WriteAsync(file, content, cancellationToken).ConfigureAwait(false);
        var place = FileLayout.PlaceOf(Root, file.ApplicationId, file.ObjectId);
        lock (_places)
        {
            if (incoming.TryMove(place))
                return stored;
        }
        return await FindAsync(file.ApplicationId, file.ObjectId, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<FileRecord?> FindAsync(string applicationId, string objectId, CancellationToken cancellationToken = default)
    {
        if (!FileRecord.IsObjectId(objectId))
            return null;
        try
        {
            var text = await File.ReadAllBytesAsync(FileLayout.Description(FileLayout.PlaceOf(Root, applicationId, objectId)), cancellationToken)
                .ConfigureAwait(false);
            return FileDescription.Read(applicationId, objectId, text);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<FileRecord>> ScanAsync(string applicationId, string? after, int limit, CancellationToken cancellationToken = default)
    {
        var found = new List<FileRecord>();
        foreach (var objectId in FileLayout.ObjectIdsOf(Root, applicationId, after))
        {
            if (found.Count >= limit)
                break;
            if (await FindAsync(applicationId, objectId, cancellationToken).ConfigureAwait(false) is { } file)
                found.Add(file);
        }
        return found;
    }

    /// <inheritdoc/>
    public ValueTask<Stream?> OpenAsync(string applicationId, string objectId, CancellationToken cancellationToken = default)
    {
        if (!FileRecord.IsObjectId(objectId))
            return default;
        try
        {
            return new(new FileStream(FileLayout.Content(FileLayout.PlaceOf(Root, applicationId, objectId)), FileMode.Open, FileAccess.Read,
                FileShare.Read | FileShare.Delete, bufferSize: 1, useAsync: true));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return default;
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(string applicationId, string objectId, CancellationToken cancellationToken = default)
    {
        if (!FileRecord.IsObjectId(objectId))
            return new(false);
        try
        {
            // The bytes go first: a file without them is not served, and whatever happens in between can be deleted again. The empty directory stays, so that
            // the id stays taken.
            var place = FileLayout.PlaceOf(Root, applicationId, objectId);
            lock (_places)
            {
                var isThere = File.Exists(FileLayout.Description(place));
                File.Delete(FileLayout.Content(place));
                File.Delete(FileLayout.Description(place));
                return new(isThere);
            }
        }
        catch (DirectoryNotFoundException)
        {
            return new(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask CheckAsync(CancellationToken cancellationToken = default)
    {
        if (!File.Exists(FileLayout.LockFile(Root)))
            throw new IOException("The directory of the files is gone: what it held cannot be served. Put it back, or start anew.");
        try
        {
            using var incoming = IncomingFile.Begin(Root);
            await incoming.WriteAsync(FileLayout.Probe, Stream.Null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // A path must not leave the machine, and a file beyond the process's limit is reported as an argument out of range.
            throw new IOException("The files cannot be written: the disk is full, read-only or gone.", exception);
        }
    }

    /// <summary>Gives the directory free, and deletes it when it was a temporary one.</summary>
    /// <remarks>A second call does nothing.</remarks>
    public async ValueTask DisposeAsync()
    {
        var isOpen = _lock.CanRead;
        await _lock.DisposeAsync().ConfigureAwait(false);
        if (isOpen && _isTemporary)
            Directory.Delete(Root, recursive: true);
    }
}
