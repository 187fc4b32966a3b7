using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LeanRx.Conventions.Tests;

/// <summary>Who uses several packages, in a web project too, can say each public type by its name alone.</summary>
public class NameTests
{
    /// <summary>The implicit usings of the Web SDK.</summary>
    static readonly string[] WebNamespaces =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Net.Http.Json", "System.Threading",
        "System.Threading.Tasks", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
    ];

    /// <summary>Names that are in use twice. The list only gets shorter.</summary>
    static readonly string[] Twice = [];

    /// <summary>Names that the Web SDK uses as well. The list only gets shorter.</summary>
    static readonly string[] OfTheWeb = [];

    [Fact]
    public void A_public_type_has_a_name_that_no_other_package_uses() =>
        Assert.Equal(Twice,
            TopTypes.GroupBy(static type => type.Name).Where(static types => types.Count() > 1)
                .Select(static types => types.Key).Order(StringComparer.Ordinal));

    [Fact]
    [Trait("Speed", "slow")]
    public void A_public_type_has_a_name_that_no_web_project_brings_along()
    {
        var compilation = CSharpCompilation.Create("web", references: ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).StartsWith("LeanRx", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path)));
        var names = WebNamespaces
            .SelectMany(name => name.Split('.').Aggregate((INamespaceSymbol?)compilation.GlobalNamespace, static (outer, part) =>
                outer?.GetNamespaceMembers().FirstOrDefault(inner => inner.Name == part))?.GetTypeMembers() ?? [])
            .Where(static type => type.DeclaredAccessibility == Accessibility.Public)
            .Select(static type => type.MetadataName)
            .ToHashSet(StringComparer.Ordinal);
        Assert.Contains("HttpContext", names);
        Assert.Equal(OfTheWeb, TopTypes.Select(static type => type.Name).Where(names.Contains).Distinct().Order(StringComparer.Ordinal));
    }

    static IEnumerable<Type> TopTypes => PublicApi.Types.Where(static type => !type.IsNested);
}
