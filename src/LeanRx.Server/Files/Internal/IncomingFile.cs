using LeanRx.Server.Storage;

namespace LeanRx.Server.Files.Internal;

/// <summary>A file on its way in: a directory of its own that is moved to its place as a whole, or removed.</summary>
internal sealed class IncomingFile : IDisposable
{
    const int BufferBytes = 64 * 1024;

    readonly string _directory;
    bool _isMoved;

    IncomingFile(string directory) => _directory = directory;

    public static IncomingFile Begin(string root) => new(Directory.CreateDirectory(FileLayout.NewIncoming(root)).FullName);

    public async Task<FileRecord> WriteAsync(FileRecord file, Stream content, CancellationToken cancellationToken)
    {
        var output = new FileStream(FileLayout.Content(_directory), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, useAsync: true);
        await using var closing = output.ConfigureAwait(false);
        await content.CopyToAsync(output, BufferBytes, cancellationToken).ConfigureAwait(false);
        output.Flush(flushToDisk: true);

        var stored = file with { Length = output.Length };
        using var description = new FileStream(FileLayout.Description(_directory), FileMode.CreateNew);
        FileDescription.Write(description, stored);
        description.Flush(flushToDisk: true);
        return stored;
    }

    /// <summary>False when something is there already, or was.</summary>
    public bool TryMove(string place)
    {
        // An empty directory would be replaced.
        if (Directory.Exists(place))
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        try
        {
            Directory.Move(_directory, place);
            return _isMoved = true;
        }
        catch (IOException) when (Directory.Exists(place))
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (!_isMoved)
            Directory.Delete(_directory, recursive: true);
    }
}
