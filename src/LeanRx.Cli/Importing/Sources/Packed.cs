using System.IO.Compression;

namespace LeanRx.Cli.Importing.Sources;

/// <summary>Tells by names what is packed and how.</summary>
static class Packed
{
    public static bool IsTar(string path) => Ends(path, ".tar") || Ends(path, ".tar.gz") || Ends(path, ".tgz");

    /// <summary>Whether a file may hold rows.</summary>
    public static bool HasRows(string path)
    {
        var name = IsGzip(path) ? Path.GetFileNameWithoutExtension(path) : path;
        return Ends(name, ".jsonl") || Ends(name, ".json") || Ends(name, ".bson");
    }

    public static bool IsBson(string path) => Ends(path, ".bson") || Ends(path, ".bson.gz");

    public static Stream Open(string path, Func<Stream> open) => IsGzip(path) ? new GZipStream(open(), CompressionMode.Decompress) : open();

    public static FileStream OpenFile(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);

    static bool IsGzip(string path) => Ends(path, ".gz") || Ends(path, ".tgz");

    static bool Ends(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
