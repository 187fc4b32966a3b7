using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeanRx.Conventions.Tests;

/// <summary>
/// Which file of a project names which: read from its sources with the compiler, so that a member counts as its type. The files of a partial type are one node;
/// a folder and the <c>Internal</c> below it are one folder. Documentation does not count.
/// </summary>
sealed class SourceGraph
{
    /// <summary>What the SDK adds to every file.</summary>
    const string Implicit = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>Read once for all projects.</summary>
    static readonly ConcurrentDictionary<string, MetadataReference> s_references = new(StringComparer.Ordinal);

    readonly Dictionary<string, string> _nodes = [];
    readonly Dictionary<(string From, string To), HashSet<string>> _arrows = [];

    SourceGraph(string project)
    {
        var root = Path.Combine(Repository.Root, "src", project);
        var options = new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.None,
            preprocessorSymbols: ["NET", "NETCOREAPP", .. Enumerable.Range(5, 6).SelectMany(version => new[] { $"NET{version}_0_OR_GREATER" }), "NET10_0"]);
        var trees = Repository.Sources($"src/{project}")
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, Path.GetRelativePath(root, file).Replace('\\', '/')))
            .ToList();
        var compilation = CSharpCompilation.Create(project, [.. trees, CSharpSyntaxTree.ParseText(Implicit, options)], References(project),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        var files = trees.Select(static tree => tree.FilePath).ToHashSet();
        foreach (var file in files)
            _nodes.Add(file, NodeOf(file, files));
        var uses = new List<(string From, string To, string Name)>[trees.Count];
        Parallel.For(0, trees.Count, index => uses[index] = [.. Uses(compilation, trees[index])]);
        foreach (var (from, to, name) in uses.SelectMany(static of => of))
        {
            if (_nodes[from] == _nodes[to])
                continue;
            if (!_arrows.TryGetValue((_nodes[from], _nodes[to]), out var names))
                _arrows.Add((_nodes[from], _nodes[to]), names = []);
            names.Add(name);
        }
    }

    /// <summary>From file to file: the types by which the one knows the other.</summary>
    public IReadOnlyDictionary<(string From, string To), HashSet<string>> Files => _arrows;

    /// <summary>From folder to folder; the project's own folder has no name.</summary>
    public IEnumerable<(string From, string To)> Folders =>
        _arrows.Keys.Select(static arrow => (From: FolderOf(arrow.From), To: FolderOf(arrow.To))).Where(static arrow => arrow.From != arrow.To).Distinct();

    public IReadOnlySet<string> AllFolders => _nodes.Values.Select(FolderOf).ToHashSet();

    public static SourceGraph Of(string project) => new(project);

    public static string FolderOf(string file) => string.Join('/', file.Split('/')[..^1].Where(static name => name != "Internal"));

    /// <summary>What can be reached from each other, the largest first; what stands alone is no circle.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Circles(IEnumerable<(string From, string To)> arrows)
    {
        var next = arrows.ToLookup(static arrow => arrow.From, static arrow => arrow.To);
        var circles = new List<IReadOnlyList<string>>();
        var numbers = new Dictionary<string, int>();
        var lowest = new Dictionary<string, int>();
        var path = new Stack<string>();
        var done = new HashSet<string>();
        foreach (var start in next.Select(static from => from.Key))
            Visit(start);
        return [.. circles.OrderByDescending(static circle => circle.Count)];

        void Visit(string node)
        {
            if (numbers.ContainsKey(node))
                return;
            numbers[node] = lowest[node] = numbers.Count;
            path.Push(node);
            foreach (var other in next[node].Where(other => !done.Contains(other)))
            {
                Visit(other);
                lowest[node] = Math.Min(lowest[node], lowest[other]);
            }
            if (lowest[node] != numbers[node])
                return;
            var circle = new List<string>();
            do
                circle.Add(path.Pop());
            while (circle[^1] != node);
            done.UnionWith(circle);
            if (circle.Count > 1)
                circles.Add([.. circle.Order(StringComparer.Ordinal)]);
        }
    }

    /// <summary>
    /// What this test itself was built from, but for the project, which is read from its sources, and for those of ours that it does not reference: a type of
    /// theirs would be taken for one of the same name in an inner namespace.
    /// </summary>
    static IEnumerable<MetadataReference> References(string project)
    {
        var known = Referenced(project).ToHashSet(StringComparer.Ordinal);
        return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) is var name && (known.Contains(name) || name.Split('.')[0] != "LeanRx"))
            .Select(static path => s_references.GetOrAdd(path, static path => MetadataReference.CreateFromFile(path)));
    }

    static IEnumerable<string> Referenced(string project) =>
        XDocument.Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj")).Descendants("ProjectReference")
            .Select(static reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .SelectMany(static name => Referenced(name).Prepend(name));

    /// <summary>Every file stands for itself; <c>Conversation.Members.cs</c> is a part of <c>Conversation.cs</c>.</summary>
    static string NodeOf(string file, HashSet<string> files)
    {
        var folder = file[..(file.LastIndexOf('/') + 1)];
        var first = $"{folder}{file[folder.Length..].Split('.')[0]}.cs";
        return files.Contains(first) ? first : file;
    }

    static IEnumerable<(string From, string To, string Name)> Uses(CSharpCompilation compilation, SyntaxTree tree)
    {
        var model = compilation.GetSemanticModel(tree);
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (node is not (SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax) || node.FirstAncestorOrSelf<UsingDirectiveSyntax>() is not null)
                continue;
            var info = model.GetSymbolInfo(node);
            if (TypeOf(info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not { } type)
                continue;
            foreach (var place in type.DeclaringSyntaxReferences)
            {
                if (place.SyntaxTree.FilePath is { Length: > 0 } file)
                    yield return (tree.FilePath, file, type.Name);
            }
        }
    }

    /// <summary>The type that a name stands for or belongs to, the outermost one.</summary>
    static INamedTypeSymbol? TypeOf(ISymbol? symbol)
    {
        var type = symbol switch
        {
            INamedTypeSymbol named => named,
            IMethodSymbol { ReducedFrom: { } extension } => extension.ContainingType,
            IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol => symbol.ContainingType,
            _ => null,
        };
        while (type?.ContainingType is { } outer)
            type = outer;
        return type?.OriginalDefinition;
    }
}
