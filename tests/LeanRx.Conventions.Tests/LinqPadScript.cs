using System.Reflection;
using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LeanRx.Conventions.Tests;

/// <summary>A LINQPad script, compiled as the program that LINQPad would make of it, with a small <c>Dump</c> of our own.</summary>
sealed class LinqPadScript
{
    static readonly string[] DefaultNamespaces = ["System", "System.Collections.Generic", "System.Linq"];

    readonly string _code;

    public LinqPadScript(string text)
    {
        var end = text.IndexOf("</Query>", StringComparison.Ordinal) + "</Query>".Length;
        Header = XElement.Parse(text[..end]);
        _code = text[end..];
    }

    public XElement Header { get; }

    /// <summary>Compiles it; the errors, or an assembly.</summary>
    public (IReadOnlyList<string> Errors, Assembly? Assembly) Compile()
    {
        var usings = DefaultNamespaces.Concat(Header.Elements("Namespace").Select(element => element.Value)).Append("LeanRx.Conventions.Tests");
        var program = string.Concat(usings.Select(name => $"using {name};\n"))
            + $"static class Script\n{{\npublic static async Task RunAsync()\n{{\n{_code}\nawait Task.CompletedTask;\n}}\n}}\n";
        var compilation = CSharpCompilation.Create(
            $"script-{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(program, new CSharpParseOptions(LanguageVersion.Preview), encoding: Encoding.UTF8)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString())
            .ToArray();
        return (errors, result.Success ? Assembly.Load(image.ToArray()) : null);
    }

    public static Task RunAsync(Assembly script) => (Task)script.GetType("Script")!.GetMethod("RunAsync")!.Invoke(null, null)!;
}
