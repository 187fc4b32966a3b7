using System.Runtime.CompilerServices;

namespace LeanRx.Conventions.Tests;

/// <summary>The files of the repository that these tests were built from.</summary>
static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(SourceFile())!, "..", ".."));

    /// <summary>Every page, as a path from the root with slashes.</summary>
    public static IEnumerable<string> Pages() => Directory.EnumerateFiles(Root, "*.md", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "node_modules"));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    /// <summary>A type's file, and behind it the files of its further parts.</summary>
    public static string ReadParts(string path) =>
        string.Concat(Directory.GetFiles(Path.Combine(Root, Path.GetDirectoryName(path)!), Path.GetFileNameWithoutExtension(path) + ".*cs")
            .OrderBy(file => file.Length).ThenBy(file => file, StringComparer.Ordinal).Select(Read));

    public static IEnumerable<string> Sources(params string[] folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    static string SourceFile([CallerFilePath] string path = "") => path;
}
