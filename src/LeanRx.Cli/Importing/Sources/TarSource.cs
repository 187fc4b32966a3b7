using System.Formats.Tar;

namespace LeanRx.Cli.Importing.Sources;

/// <summary>A tar archive, packed with gzip or not. Nothing is unpacked to disk.</summary>
sealed class TarSource(string path) : ISource
{
    public string Name => path;

    public IEnumerable<SourceFile> Files()
    {
        using var stream = Packed.Open(path, () => Packed.OpenFile(path));
        using var reader = new TarReader(stream);
        while (Next(reader) is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && entry.DataStream is { } content)
            {
                var name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
                yield return new SourceFile(path, name, content.Length, () => Packed.Open(name, () => content));
            }
        }
    }

    TarEntry? Next(TarReader reader)
    {
        try
        {
            return reader.GetNextEntry();
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or FormatException)
        {
            throw new SourceException($"{path} cannot be read to its end: {exception.Message} What came before counts; get the file anew.", exception);
        }
    }
}
