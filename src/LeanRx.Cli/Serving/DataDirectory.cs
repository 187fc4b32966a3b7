using LeanRx.Server;

namespace LeanRx.Cli.Serving;

/// <summary>Opens the store that <c>--data</c> names.</summary>
static class DataDirectory
{
    const string FileName = "leanrx.db";

    /// <exception cref="ToolException">The directory cannot be made or written.</exception>
    public static async Task<IMessageStore> OpenAsync(string? directory, CancellationToken cancellationToken)
    {
        if (directory is null)
            return new InMemoryMessageStore();

        try
        {
            var path = Directory.CreateDirectory(directory).FullName;
            return await SqliteMessageStore.OpenAsync(Path.Combine(path, FileName), cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ToolException($"--data {directory}: cannot be used: {exception.Message}", exception);
        }
    }
}
