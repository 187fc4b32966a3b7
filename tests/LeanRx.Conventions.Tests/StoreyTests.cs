using System.Collections.Concurrent;

namespace LeanRx.Conventions.Tests;

/// <summary>
/// The storeys of a project: which folder may know which, from the ground up. A new arrow between folders is a new line in a table, for a reviewer to see.
/// </summary>
/// <param name="project">The project in <c>src</c>.</param>
[Trait("Speed", "slow")]
public abstract class StoreyTests(string project)
{
    /// <summary>So many files may know each other in a circle, anywhere.</summary>
    const int MaxFiles = 7;

    static readonly ConcurrentDictionary<string, Lazy<SourceGraph>> Graphs = new();

    /// <summary>
    /// Each folder with those that it knows, from the ground up: a folder knows only what stands above it in this list. Empty while the project has circles.
    /// </summary>
    protected virtual IReadOnlyList<(string Folder, string Knows)> Storeys => [];

    /// <summary>The largest circle of folders there is. It only falls, to 0.</summary>
    protected virtual int CircleOfFolders => 0;

    /// <summary>The largest circle of files there is, where that is too large. It only falls.</summary>
    protected virtual int CircleOfFiles => MaxFiles;

    /// <summary>Files that put the others together: only their own folder knows them.</summary>
    protected virtual IReadOnlyList<string> Roots => [];

    SourceGraph Graph => Graphs.GetOrAdd(project, static project => new Lazy<SourceGraph>(() => SourceGraph.Of(project))).Value;

    [Fact]
    public void A_folder_knows_only_those_that_the_table_names()
    {
        if (CircleOfFolders > 0)
            return;
        var found = Graph.Folders.GroupBy(static arrow => arrow.From)
            .ToDictionary(static of => of.Key, static of => of.Select(static arrow => arrow.To).ToList());
        Assert.Equal(
            Storeys.Select(static storey => $"{storey.Folder}: {storey.Knows}").Order(StringComparer.Ordinal),
            Graph.AllFolders.Select(folder => $"{folder}: {string.Join(' ', found.GetValueOrDefault(folder, []).Order(StringComparer.Ordinal))}")
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_folder_knows_only_those_below_it()
    {
        var below = new HashSet<string>();
        foreach (var (folder, knows) in Storeys)
        {
            Assert.Empty(knows.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(below));
            below.Add(folder);
        }
    }

    [Fact]
    public void No_folders_know_each_other_in_a_circle() =>
        Assert.Equal(CircleOfFolders, SourceGraph.Circles(Graph.Folders).Select(static circle => circle.Count).FirstOrDefault());

    [Fact]
    public void Few_files_know_each_other_in_a_circle() =>
        Assert.Equal(CircleOfFiles, Math.Max(MaxFiles, SourceGraph.Circles(Graph.Files.Keys).Select(static circle => circle.Count).FirstOrDefault()));

    /// <summary>What is public has a short namespace; what is internal has that of its folder, so that a file says whom it knows.</summary>
    [Fact]
    public void What_is_internal_has_the_namespace_of_its_folder()
    {
        var root = Path.Combine(Repository.Root, "src", project);
        Assert.DoesNotContain(Repository.Sources($"src/{project}").Select(file => Path.GetRelativePath(root, file)), file =>
            Path.GetDirectoryName(file)!.Replace(Path.DirectorySeparatorChar, '.') is var folder && folder.Split('.').Contains("Internal")
            && !File.ReadLines(Path.Combine(root, file)).Contains($"namespace {project}.{folder};"));
    }

    [Fact]
    public void Nobody_outside_its_folder_knows_what_puts_the_parts_together() =>
        Assert.DoesNotContain(Graph.Files.Keys, arrow => Roots.Contains(arrow.To) && SourceGraph.FolderOf(arrow.From) != SourceGraph.FolderOf(arrow.To));
}
