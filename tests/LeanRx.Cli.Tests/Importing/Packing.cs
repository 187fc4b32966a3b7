using System.Formats.Tar;
using System.IO.Compression;
using MongoDB.Bson;

namespace LeanRx.Cli.Tests.Importing;

/// <summary>Packs files as the console and backups do.</summary>
static class Packing
{
    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    public static byte[] Tar(params (string Name, byte[] Bytes)[] files)
    {
        using var packed = new MemoryStream();
        using (var tar = new TarWriter(packed, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });
        }
        return Gzip(packed.ToArray());
    }

    public static byte[] Bson(params BsonDocument[] documents) => [.. documents.SelectMany(document => document.ToBson())];
}
