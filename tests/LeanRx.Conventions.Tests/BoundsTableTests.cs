using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using LeanRx.Interop;
using LeanRx.Server;
using LeanRx.Server.Hooks;
using LeanRx.Server.Push;

namespace LeanRx.Conventions.Tests;

/// <summary>
/// The bounds of the server's page are those of the code: every option that is a number or a time has a row, with its default. <c>LEANRX_WRITE_PAGES=1 dotnet
/// test</c> writes the table anew.
/// </summary>
public partial class BoundsTableTests
{
    const string Part = "bounds";

    static readonly (Type Options, object Defaults, string Source)[] s_options =
    [
        (typeof(ServerLimits), ServerLimits.Default, "src/LeanRx.Server/Options/ServerLimits.cs"),
        (typeof(LeanServerOptions), new LeanServerOptions(), "src/LeanRx.Server.AspNetCore/Options/LeanServerOptions.cs"),
        (typeof(SqliteStoreOptions), new SqliteStoreOptions(), "src/LeanRx.Server.Sqlite/SqliteStoreOptions.cs"),
        (typeof(HookOptions), new HookOptions(new WordFilter(["x"], WordFilterAction.Mask)), "src/LeanRx.Server/Hooks/HookOptions.cs"),
        (typeof(HttpHookOptions), new HttpHookOptions { Url = new Uri("http://localhost") }, "src/LeanRx.Server.AspNetCore/Hooks/HttpHookOptions.cs"),
        (typeof(ServiceWebhookOptions), new ServiceWebhookOptions { Url = new Uri("http://localhost") },
            "src/LeanRx.Server.AspNetCore/Hooks/ServiceWebhookOptions.cs"),
        (typeof(PushOptions), new PushOptions { Apps = [] }, "src/LeanRx.Server.Push/PushOptions.cs"),
        (typeof(AppPushOptions), new AppPushOptions { ApplicationId = "" }, "src/LeanRx.Server.Push/AppPushOptions.cs"),
        (typeof(S3FileStoreOptions), new S3FileStoreOptions { Bucket = "" }, "src/LeanRx.Server.S3/S3FileStoreOptions.cs"),
        (typeof(PostgreSqlStoreOptions), new PostgreSqlStoreOptions(), "src/LeanRx.Server.PostgreSql/PostgreSqlStoreOptions.cs"),
        (typeof(OrleansClusterOptions), new OrleansClusterOptions { ConnectionString = "" }, "src/LeanRx.Server.Orleans/OrleansClusterOptions.cs"),
    ];

    public static TheoryData<string> Bounds =>
        [.. s_options.SelectMany(it => PropertiesOf(it.Options).Select(property => $"{it.Options.Name}.{property.Name}"))];

    static string Page => Path.Combine(Repository.Root, "src", "LeanRx.Server", "README.md");

    [Fact]
    public void The_page_has_every_bound_with_its_default()
    {
        var table = Table();
        if (Environment.GetEnvironmentVariable("LEANRX_WRITE_PAGES") == "1")
            MarkedText.Write(Page, Part, table);

        Assert.Equal(table, MarkedText.Read(Page, Part));
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public void The_documentation_of_a_bound_says_its_default(string bound)
    {
        var (options, defaults, source) = s_options.Single(it => bound.StartsWith(it.Options.Name + '.', StringComparison.Ordinal));
        var property = options.GetProperty(bound[(options.Name.Length + 1)..])!;
        var summary = DocumentationOf(source, property.Name);

        if (property.GetValue(defaults) is not { } value)
        {
            Assert.Contains("Null", summary, StringComparison.Ordinal);
            return;
        }
        var said = DefaultPattern().Match(summary);

        Assert.True(said.Success, $"{bound} does not say its default: {summary}");
        Assert.Equal(Show(value), said.Groups[1].Value + (value is TimeSpan ? said.Groups[2].Value : ""));
    }

    static string Table()
    {
        var text = new StringBuilder("| option | default | what it bounds |\n| --- | --- | --- |\n");
        foreach (var (options, defaults, source) in s_options)
            foreach (var property in PropertiesOf(options).OrderBy(property => PlaceOf(source, property.Name)))
                text.Append(CultureInfo.InvariantCulture,
                    $"| `{options.Name}.{property.Name}` | {Show(property.GetValue(defaults))} | {MeaningOf(source, property.Name)} |\n");
        return text.ToString();
    }

    static IEnumerable<PropertyInfo> PropertiesOf(Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) is var type
            && (type == typeof(int) || type == typeof(long) || type == typeof(TimeSpan)));

    /// <summary>The order of the page is that of the source: reflection has none over the parts of a type.</summary>
    static int PlaceOf(string source, string property) => Property(source, property).Index;

    static Match Property(string source, string property) =>
        Regex.Match(Repository.ReadParts(source), $@"((?:    ///[^\n]*\n)+)    public [\w?]+ {property} \{{ get; init; \}}");

    /// <summary>The documentation of a property, in one line.</summary>
    static string DocumentationOf(string source, string property) =>
        Property(source, property).Groups[1].Value is { Length: > 0 } lines
            ? string.Join(' ', lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()[3..].Trim()))
            : throw new InvalidOperationException($"{source} has no documentation of {property}.");

    /// <summary>What is said of a bound, without its default and without what only the documentation shows.</summary>
    static string MeaningOf(string source, string property)
    {
        var parts = Regex.Matches(DocumentationOf(source, property), "<(summary|remarks)>(.*?)</\\1>");
        var summary = string.Join(' ', parts.Select(static part => part.Groups[2].Value.Trim()));
        summary = Regex.Replace(summary, "</?para>", "");
        summary = Regex.Replace(summary, """<see cref="([^"]+)"/>""", "`$1`");
        summary = Regex.Replace(summary, "</?c>", "`");
        summary = Regex.Replace(summary, @" \((?:protocol\.md )?(?:§|S\d)[^)]*\)|, protocol\.md §[\d.]+", "");
        return Regex.Replace(summary, @" Default[^.]*(?:\.\d[^.]*)*\.", "").Trim();
    }

    static string Show(object? value) => value is null ? "none" : value is TimeSpan time ? Words(time) : Convert.ToInt64(value, CultureInfo.InvariantCulture)
        .ToString("N0", CultureInfo.InvariantCulture);

    static string Words(TimeSpan time)
    {
        (double Count, string Unit)[] units =
            [(time.TotalDays, "day"), (time.TotalHours, "hour"), (time.TotalMinutes, "minute"), (time.TotalSeconds, "second"),
            (time.TotalMilliseconds, "millisecond")];
        var (count, unit) = units.First(it => it.Count >= 1 && it.Count == Math.Floor(it.Count) || it.Unit == "millisecond");
        return $"{count:0} {unit}{(count == 1 ? "" : "s")}";
    }

    [GeneratedRegex(@"(?:[Dd]efault |<value>)([\d,]*\d)( \w+)?")]
    private static partial Regex DefaultPattern();
}
