using System.Text.Json;
using LeanRx.Cli.Importing.Reporting;
using LeanRx.Cli.Importing.Sources;

namespace LeanRx.Cli.Importing.Rows;

/// <summary>All rows of all sources, by kind. What cannot be read further is noted once, and the rest is read on.</summary>
sealed class Inventory
{
    /// <summary>So many rows are looked at to see what a file is about.</summary>
    const int Looks = 20;

    readonly Dictionary<(string Origin, string Name), RowKind> _kinds = [];
    readonly IReadOnlyList<ISource> _sources;
    readonly ImportReport _report;

    public Inventory(IReadOnlyList<ISource> sources, ImportReport report)
    {
        (_sources, _report) = (sources, report);
        foreach (var source in sources.OfType<FolderSource>())
        {
            foreach (var path in source.CutOff)
                Note($"{path} is shorter than its archive says: what it has counts. Export again into the folder.");
            foreach (var path in source.Unfinished)
                report.Warnings.Add($"{path} is an archive without a manifest: the export is under way or was interrupted. What is whole was taken; export " +
                    "again into the folder, then import again.");
        }
        foreach (var file in Files())
            Look(file);
    }

    /// <summary>Whether bytes of files came along.</summary>
    public bool HasContent { get; private set; }

    /// <summary>Whether there is a file of that kind.</summary>
    public bool Has(RowKind kind) => _kinds.ContainsValue(kind);

    /// <summary>The rows of a kind.</summary>
    /// <remarks>The text of a row is good until the next one is asked for.</remarks>
    public IEnumerable<(RowPlace Place, ReadOnlyMemory<byte> Text, bool IsWhole)> Rows(RowKind kind)
    {
        foreach (var file in Files())
            if (_kinds.GetValueOrDefault(file.Key) == kind)
                foreach (var row in Guarded(SourceRows.Of(file)))
                    yield return (new RowPlace(LabelOf(file), row.Number), row.Text, row.IsWhole);
    }

    /// <summary>The files whose bytes came along.</summary>
    public IEnumerable<(RowPlace Place, string ObjectId, SourceFile File)> Contents()
    {
        foreach (var file in Files())
            if (ContentFile.ObjectIdOf(file.Name) is { } objectId)
                yield return (new RowPlace(LabelOf(file), 1), objectId, file);
    }

    /// <summary>Notes what is wrong with the export as a whole.</summary>
    public void Note(string fault)
    {
        if (!_report.Faults.Contains(fault))
            _report.Faults.Add(fault);
    }

    IEnumerable<SourceFile> Files() => _sources.SelectMany(source => Guarded(source.Files()));

    IEnumerable<T> Guarded<T>(IEnumerable<T> items)
    {
        using var enumerator = items.GetEnumerator();
        while (true)
        {
            try
            {
                if (!enumerator.MoveNext())
                    yield break;
            }
            catch (SourceException exception)
            {
                Note(exception.Message);
                yield break;
            }
            yield return enumerator.Current;
        }
    }

    void Look(SourceFile file)
    {
        if (ContentFile.Is(file.Name))
        {
            HasContent = true;
            return;
        }
        if (!Packed.HasRows(file.Name))
            return;
        var kind = RowKinds.ByName(file.LastName) ?? Guarded(SourceRows.Of(file)).Take(Looks).Select(row => ShapeOf(row.Text))
            .FirstOrDefault(shape => shape is not null);
        _kinds[file.Key] = kind ?? RowKind.Other;
        if (kind is null)
            _report.Skipped.Add(LabelOf(file));
    }

    string LabelOf(SourceFile file) =>
        _sources.Count == 1 || file.Origin.EndsWith(file.Name, StringComparison.Ordinal) ? file.Name : $"{file.Origin}/{file.Name}";

    static RowKind? ShapeOf(ReadOnlyMemory<byte> text)
    {
        try
        {
            return RowKinds.ByShape(ObjectRows.Parse(text));
        }
        catch (FormatException)
        {
            return null; // Another row may tell it; what is wrong with this one is told when it is its turn.
        }
    }
}
