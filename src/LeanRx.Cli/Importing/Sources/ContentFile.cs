using LeanRx.Cli.Archive;

namespace LeanRx.Cli.Importing.Sources;

/// <summary>The bytes of an uploaded file, as an archive keeps them: <c>files/5f/5f3a…</c>.</summary>
static class ContentFile
{
    public static bool Is(string name) => ObjectIdOf(name) is not null;

    /// <summary>The object id in the name of such a file; null when it is none.</summary>
    public static string? ObjectIdOf(string name)
    {
        var id = name[(name.LastIndexOf('/') + 1)..];
        return ArchiveFile.ContentPath(id) is { } path && ('/' + name).EndsWith('/' + path.Replace(Path.DirectorySeparatorChar, '/'), StringComparison.Ordinal)
            ? id : null;
    }
}
