using LeanRx.Cli.Common;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Cli.Serving;

/// <summary>Opens the stores that <c>--data</c> and <c>--files</c> name: of conversations and messages, and of files.</summary>
static class DataDirectory
{
    /// <param name="data">A directory or a connection string of PostgreSQL; null for memory.</param>
    /// <param name="files">The directory of the files, or the address of a bucket; null for a directory in the directory of the data, if that is one.</param>
    /// <param name="options">How the store of messages in a directory works; null for the usual way.</param>
    /// <returns>Files are null for a temporary directory of the server's own.</returns>
    /// <exception cref="ToolException">A directory cannot be made or written, or the database cannot be used.</exception>
    public static async Task<(IMessageStore Store, IFileStore? Files)> OpenAsync(string? data, string? files, SqliteStoreOptions? options,
        CancellationToken cancellationToken)
    {
        var isDirectory = data is not null && !PostgreSqlMessageStore.IsConnectionString(data);
        if (isDirectory && Directory.Exists(Path.Combine(data!, DataFolder.ReplacedName)))
            throw new ToolException($"--data {data}: cannot be used: a restore is under way or was broken off: run it again with --replace; what was there " +
                $"before it may be in {DataFolder.ReplacedName}");
        // The file store first: it knows at once whether another server uses the directory.
        IFileStore? opened = files is not null && S3FileStore.IsAddress(files) ? await OpenBucketAsync(files, cancellationToken).ConfigureAwait(false)
            : files is not null ? OpenFiles("--files", files, files)
            : isDirectory ? OpenFiles("--data", data!, Path.Combine(data!, DataFolder.FilesName)) : null;
        try
        {
            return (await OpenMessagesAsync(data, isDirectory, options, cancellationToken).ConfigureAwait(false), opened);
        }
        catch (Exception exception)
        {
            if (opened is not null) await opened.DisposeAsync().ConfigureAwait(false);
            if (exception is IOException or UnauthorizedAccessException or ArgumentException) throw Refusal("--data", data!, exception);
            throw;
        }
    }

    /// <summary>Opens the place of files that the servers of a cluster share.</summary>
    /// <exception cref="ToolException">It cannot be made or written.</exception>
    public static async Task<IFileStore> OpenSharedAsync(string files, CancellationToken cancellationToken) =>
        S3FileStore.IsAddress(files) ? await OpenBucketAsync(files, cancellationToken).ConfigureAwait(false)
            : OpenFiles("--files", files, files, DirectoryFileStore.OpenShared);

    static async Task<IMessageStore> OpenMessagesAsync(string? data, bool isDirectory, SqliteStoreOptions? options, CancellationToken cancellationToken)
    {
        if (data is null) return new InMemoryMessageStore();
        if (!isDirectory) return await PostgreSqlMessageStore.OpenAsync(data, cancellationToken: cancellationToken).ConfigureAwait(false);
        var path = Directory.CreateDirectory(data).FullName;
        return await SqliteMessageStore.OpenAsync(Path.Combine(path, DataFolder.DatabaseName), options, cancellationToken).ConfigureAwait(false);
    }

    static DirectoryFileStore OpenFiles(string option, string told, string directory, Func<string, DirectoryFileStore>? open = null)
    {
        try
        {
            Directory.CreateDirectory(told);
            return (open ?? DirectoryFileStore.Open)(Path.GetFullPath(directory));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Refusal(option, told, exception);
        }
    }

    static async Task<S3FileStore> OpenBucketAsync(string address, CancellationToken cancellationToken)
    {
        S3FileStore? store = null;
        try
        {
            store = S3FileStore.Open(S3FileStoreOptions.Parse(address));
            await store.CheckAsync(cancellationToken).ConfigureAwait(false);
            return store;
        }
        catch (Exception exception)
        {
            if (store is not null) await store.DisposeAsync().ConfigureAwait(false);
            if (exception is IOException) throw new ToolException($"--files {address}: {exception.Message}", exception);
            // Where it is no address, it may hold the keys.
            if (exception is FormatException) throw new ToolException($"--files: {exception.Message}", exception);
            throw;
        }
    }

    public static ToolException Refusal(string option, string told, Exception exception)
    {
        var why = IsInUse(exception) ? "a server is running on it, or another import: stop it first." : exception.Message;
        return new ToolException($"{option} {ConnectionText.Shown(told)}: cannot be used: {why}", exception);
    }

    /// <summary>Whether somebody else holds a lock: EAGAIN of Linux, EWOULDBLOCK of macOS, a sharing violation of Windows.</summary>
    static bool IsInUse(Exception exception) => exception.GetBaseException() is IOException { HResult: 11 or 35 or unchecked((int)0x80070020) };
}
