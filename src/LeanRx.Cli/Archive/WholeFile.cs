namespace LeanRx.Cli.Archive;

/// <summary>Small files that are there entirely or not at all: written beside their place, brought onto the disk, then renamed.</summary>
static class WholeFile
{
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var unfinished = path + ArchiveFile.Unfinished;
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
        File.Move(unfinished, path, overwrite: true);
    }
}
