using LeanRx.Cli.Common;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Cli.Serving;

/// <summary>Opens the stores that <c>--data</c> names: of conversations and messages, and of files.</summary>
static class DataDirectory
{
    const string FileName = "leanrx.db";
    const string FilesName = "files";

    /// <param name="options">How the store of messages works; null for the usual way.</param>
    /// <returns>Files are null for a temporary directory of the server's own.</returns>
    /// <exception cref="ToolException">The directory cannot be made or written.</exception>
    public static async Task<(IMessageStore Store, IFileStore? Files)> OpenAsync(string? directory, SqliteStoreOptions? options,
        CancellationToken cancellationToken)
    {
        if (directory is null)
            return (new InMemoryMessageStore(), null);

        try
        {
            var path = Directory.CreateDirectory(directory).FullName;
            // The file store first: it knows at once whether another server uses the directory.
            var files = DirectoryFileStore.Open(Path.Combine(path, FilesName));
            try
            {
                return (await SqliteMessageStore.OpenAsync(Path.Combine(path, FileName), options, cancellationToken).ConfigureAwait(false), files);
            }
            catch
            {
                await files.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var why = IsInUse(exception) ? "a server is running on it, or another import: stop it first." : exception.Message;
            throw new ToolException($"--data {directory}: cannot be used: {why}", exception);
        }
    }

    /// <summary>Whether somebody else holds a lock: EAGAIN of Linux, EWOULDBLOCK of macOS, a sharing violation of Windows.</summary>
    static bool IsInUse(Exception exception) => exception.GetBaseException() is IOException { HResult: 11 or 35 or unchecked((int)0x80070020) };
}
