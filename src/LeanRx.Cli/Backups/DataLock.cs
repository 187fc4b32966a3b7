using LeanRx.Cli.Common;

namespace LeanRx.Cli.Backups;

/// <summary>Keeps servers out of a directory, as they keep out each other.</summary>
sealed class DataLock : IDisposable
{
    readonly FileStream _lock;

    DataLock(FileStream taken) => _lock = taken;

    /// <exception cref="ToolException">A server is running on it.</exception>
    public static DataLock Take(string directory)
    {
        try
        {
            return new DataLock(new FileStream(Path.Combine(directory, DataFolder.DatabaseName + "-lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite,
                FileShare.None));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"--data {directory}: cannot be used, a server may be running on it: stop it first. {exception.Message}", exception);
        }
    }

    public void Dispose() => _lock.Dispose();
}
