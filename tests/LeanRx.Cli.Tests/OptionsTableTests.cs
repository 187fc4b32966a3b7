using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeanRx.Cli.Common;
using LeanRx.Cli.Configuring;
using LeanRx.Cli.Serving;
using LeanRx.Conventions.Tests;
using LeanRx.Interop;
using LeanRx.Server;
using LeanRx.Server.Push;

namespace LeanRx.Cli.Tests;

/// <summary>
/// The table of all keys on the page about running a server: what there is, its default and what it may be are asked of the options themselves.
/// <c>LEANRX_WRITE_PAGES=1 dotnet test</c> writes it anew.
/// </summary>
public class OptionsTableTests
{
    const string Part = "keys";

    static readonly (Type Type, object Defaults, string Prefix, string Source)[] s_options =
    [
        (typeof(LeanServerOptions), new LeanServerOptions { Url = new Uri(ServeSettings.DefaultUrl) }, "",
            "src/LeanRx.Server.AspNetCore/Options/LeanServerOptions.cs"),
        (typeof(AppOptions), new AppOptions { ApplicationId = "" }, "Engine:Apps:0:", "src/LeanRx.Server/Options/AppOptions.cs"),
        (typeof(ServerLimits), ServerLimits.Default, "Engine:Limits:", "src/LeanRx.Server/Options/ServerLimits.cs"),
        (typeof(SqliteStoreOptions), new SqliteStoreOptions(), "Sqlite:", "src/LeanRx.Server.Sqlite/SqliteStoreOptions.cs"),
        (typeof(PushOptions), new PushOptions { Apps = [] }, "Push:", "src/LeanRx.Server.Push/PushOptions.cs"),
        (typeof(AppPushOptions), new AppPushOptions { ApplicationId = "" }, "Push:Apps:0:", "src/LeanRx.Server.Push/AppPushOptions.cs"),
        (typeof(ApnsOptions), new ApnsOptions { PrivateKey = "", KeyId = "", TeamId = "", Topic = "" }, "Push:Apps:0:Apns:",
            "src/LeanRx.Server.Push/ApnsOptions.cs"),
        (typeof(FcmOptions), new FcmOptions { ServiceAccount = "" }, "Push:Apps:0:Fcm:", "src/LeanRx.Server.Push/FcmOptions.cs"),
    ];

    /// <summary>What a push service needs at least.</summary>
    static readonly string s_serviceAccount = ServiceAccount();

    static string Page => Path.Combine(Repository.Root, "src", "LeanRx.Cli", "Serving", "README.md");

    [Fact]
    public void The_page_has_every_key_with_its_kind_its_default_and_its_bounds()
    {
        var table = Table();
        if (Environment.GetEnvironmentVariable("LEANRX_WRITE_PAGES") == "1")
            MarkedText.Write(Page, Part, table);
        Assert.Equal(table, MarkedText.Read(Page, Part));
    }

    [Fact]
    public void The_page_has_every_key_of_the_tool_and_every_option_of_its_command_line_a_key()
    {
        var text = File.ReadAllText(Page);
        Assert.All(ServeSettings.Keys, key => Assert.Contains($"`{key}`", text, StringComparison.Ordinal));
        Assert.All(new ServeArguments().All, option => Assert.Contains($"`{option.Name}", text, StringComparison.Ordinal));
    }

    static string Table()
    {
        var text = new StringBuilder("| key | kind | default | may be | what it is |\n| --- | --- | --- | --- | --- |\n");
        foreach (var (type, defaults, prefix, source) in s_options)
        {
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(it => Property(source, it.Name).Index))
            {
                if (KindOf(property.PropertyType) is not { } kind || property.Name == nameof(LeanServerOptions.OwnsStore))
                    continue;
                var key = prefix + property.Name;
                text.Append(CultureInfo.InvariantCulture,
                    $"| `{key}` | {kind} | {Show(property.GetValue(defaults))} | {BoundsOf(key, property, defaults)} | {SummaryOf(source, property.Name)} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Null for what configuration cannot tell, and for sections that have rows of their own.</summary>
    static string? KindOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var it when it == typeof(bool) => "switch",
        var it when it == typeof(int) || it == typeof(long) => "number",
        var it when it == typeof(TimeSpan) => "time",
        var it when it == typeof(Uri) => "URL",
        var it when it == typeof(string) => "text",
        var it when it.IsEnum => "name",
        var it when it == typeof(IReadOnlyList<string>) => "list",
        _ => null,
    };

    static string BoundsOf(string key, PropertyInfo property, object defaults)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type.IsEnum)
            return string.Join(", ", Enum.GetNames(type));
        if (type == typeof(int))
            return Range(key, (int?)property.GetValue(defaults) ?? 1, int.MinValue, int.MaxValue, Count);
        if (type == typeof(long))
            return Range(key, (long?)property.GetValue(defaults) ?? 1, long.MinValue, long.MaxValue, Count);
        return type == typeof(TimeSpan)
            ? Range(key, ((TimeSpan?)property.GetValue(defaults) ?? TimeSpan.FromDays(1)).Ticks, -TimeSpan.TicksPerDay, TimeSpan.MaxValue.Ticks, Words)
                + (IsTaken(key, "Infinite") ? ", Infinite" : "")
            : "";
    }

    /// <summary>The least and the most that is taken, all other options as they are.</summary>
    static string Range(string key, long good, long least, long most, Func<long, string> show)
    {
        string Text(long value) =>
            show == Words ? new TimeSpan(value).ToString("c", CultureInfo.InvariantCulture) : value.ToString(CultureInfo.InvariantCulture);
        var lower = Edge(good, least, value => IsTaken(key, Text(value)));
        var upper = Edge(good, most, value => IsTaken(key, Text(value)));
        var from = lower == 1 && show == Words ? "above 0" : $"from {show(lower)}";
        return upper == most ? from : $"{from} to {show(upper)}";
    }

    /// <summary>How far one can go from what is taken towards what may not be.</summary>
    static long Edge(long good, long end, Func<long, bool> isTaken)
    {
        if (isTaken(end))
            return end;
        while (Int128.Abs((Int128)end - good) > 1)
        {
            var middle = (long)(((Int128)good + end) / 2);
            (good, end) = isTaken(middle) ? (middle, end) : (good, middle);
        }

        return good;
    }

    static bool IsTaken(string key, string value)
    {
        var layer = new ConfigurationLayer("the test",
        [
            KeyValuePair.Create("LeanRx:Url", (string?)ServeSettings.DefaultUrl),
            .. key.StartsWith("Engine:Apps", StringComparison.Ordinal) ? [KeyValuePair.Create("LeanRx:Engine:Apps:0:ApplicationId", (string?)"one")]
                : Array.Empty<KeyValuePair<string, string?>>(),
            .. key.StartsWith("Push:", StringComparison.Ordinal)
                ? [KeyValuePair.Create("LeanRx:Push:Apps:0:ApplicationId", (string?)"demo"),
                    KeyValuePair.Create("LeanRx:Push:Apps:0:Fcm:ServiceAccount", (string?)s_serviceAccount)]
                : Array.Empty<KeyValuePair<string, string?>>(),
            KeyValuePair.Create($"LeanRx:{key}", (string?)value),
        ]);
        try
        {
            ServeSettings.Read(new LayeredConfiguration([layer], new Flags()));
            return true;
        }
        catch (ToolException)
        {
            return false;
        }
    }

    static string ServiceAccount()
    {
        using var key = RSA.Create(2048);
        return JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["type"] = "service_account",
            ["project_id"] = "chat-1",
            ["private_key_id"] = "k1",
            ["private_key"] = key.ExportPkcs8PrivateKeyPem(),
            ["client_email"] = "push@chat-1.iam.gserviceaccount.com",
            ["token_uri"] = "https://oauth2.googleapis.com/token",
        });
    }

    static Match Property(string source, string property) =>
        Regex.Match(Repository.ReadParts(source), $@"((?:    ///[^\n]*\n)+)    public [\w?<>]+(?: [\w?<>]+)* {property} \{{ get; init; \}}");

    static string SummaryOf(string source, string property)
    {
        var lines = Property(source, property).Groups[1].Value;
        Assert.True(lines.Length > 0, $"{source} has no documentation of {property}.");
        var text = string.Join(' ', lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()[3..].Trim()));
        var summary = string.Join(" ", Regex.Matches(text, "<(summary|remarks)>(.*?)</\\1>").Select(static part => part.Groups[2].Value.Trim()));
        summary = Regex.Replace(summary, "</?para>", "");
        summary = Regex.Replace(summary, """<see cref="(?:[\w.]+\.)?([^"]+)"\s*/>""", "`$1`");
        return Regex.Replace(summary, "</?c>", "`");
    }

    static string Show(object? value) => value switch
    {
        null => "none",
        bool isOn => isOn ? "true" : "false",
        TimeSpan time => Words(time.Ticks),
        int or long => Count(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        IReadOnlyList<string> => "none",
        Uri url => url.OriginalString,
        "" => "",
        _ => $"{value}",
    };

    static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    static string Words(long ticks)
    {
        var time = new TimeSpan(ticks);
        (double Count, string Unit)[] units =
            [(time.TotalDays, "day"), (time.TotalHours, "hour"), (time.TotalMinutes, "minute"), (time.TotalSeconds, "second"),
            (time.TotalMilliseconds, "millisecond")];
        if (ticks == 0)
            return "0";
        var (count, unit) = units.Where(it => it.Count >= 1 && it.Count == Math.Floor(it.Count)).Append(units[3]).First();
        return FormattableString.Invariant($"{count:0.#######} {unit}{(count == 1 ? "" : "s")}");
    }
}
