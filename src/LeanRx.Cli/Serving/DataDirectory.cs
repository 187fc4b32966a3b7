using LeanRx.Server;

namespace LeanRx.Cli.Serving;

/// <summary>Opens the store that <c>--data</c> names.</summary>
static class DataDirectory
{
    const string FileName = "leanrx.db";

    /// <exception cref="ToolException">The directory cannot be made or written.</exception>
    public static IMessageStore Open(string? directory)
    {
        if (directory is null)
            return new InMemoryMessageStore();

        try
        {
            var path = Directory.CreateDirectory(directory).FullName;
            throw new IOException($"no durable store yet for {Path.Combine(path, FileName)}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ToolException($"--data {directory}: cannot be used: {exception.Message}", exception);
        }
    }
}
