using System.Security.Cryptography;
using LeanRx.Cli.Archive;
using LeanRx.Cli.Exporting;

namespace LeanRx.Cli.Tests.Exporting;

/// <summary>Runs exports against the fake, in virtual time.</summary>
public abstract class ExportTest : IDisposable
{
    internal static readonly DateTimeOffset Start = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    readonly string _root = Directory.CreateTempSubdirectory("leanrx-export-").FullName;

    internal JumpingScheduler Clock { get; } = new(Start);

    internal StringWriter Warnings { get; } = new();

    internal StringWriter Output { get; } = new();

    public void Dispose()
    {
        Directory.Delete(_root, recursive: true);
        GC.SuppressFinalize(this);
    }

    internal FakeCloud Cloud(FakeTables? tables = null) => new(tables ?? FakeTables.Sample(), () => Clock.Now);

    internal string Folder(string name = "out") => Path.Combine(_root, name);

    internal async Task<int> ExportAsync(FakeCloud cloud, string? folder = null, Func<ExportSettings, ExportSettings>? change = null,
        HttpMessageHandler? files = null, CancellationToken cancellationToken = default)
    {
        var settings = new ExportSettings(new Uri("https://api.example"), FakeCloud.App, FakeCloud.MasterKey, folder ?? Folder(), WithFiles: false,
            Refreshes: false, Parallel: 1, Rate: 10);
        settings = change?.Invoke(settings) ?? settings;
        var progress = new ExportProgress(TextWriter.Null, isFile: true, Clock);
        return await new Export(settings, ExportLines.Create(settings, new FakeCloudLine(cloud, () => Clock.Now), files ?? new FakeFileLine(cloud)), Clock,
            progress, Warnings).RunAsync(Output, cancellationToken);
    }

    /// <summary>All that is compared of an archive: each file with its hash.</summary>
    internal static SortedDictionary<string, string> Content(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (Path: path, Name: Path.GetRelativePath(folder, path)))
            .Where(file => file.Name != ArchiveFile.Cursor)
            .ToDictionary(file => file.Name, file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file.Path)))),
        StringComparer.Ordinal);

    internal static List<string> Lines(string folder, string name) => [.. File.ReadLines(Path.Combine(folder, name))];
}
