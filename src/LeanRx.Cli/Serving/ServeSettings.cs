using System.Net;
using LeanRx.Cli.Common;
using LeanRx.Cli.Configuring;
using LeanRx.Configuration.Internal;
using LeanRx.Server;
using LeanRx.Server.Push;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeanRx.Cli.Serving;

/// <summary>What <c>leanrx serve</c> was told, checked.</summary>
/// <param name="Server">What the server itself is told; without stores, certificate and log.</param>
/// <param name="Directory">Where data is kept, a directory or a connection string; null for memory.</param>
/// <param name="Files">Where files are kept; null for the usual place.</param>
/// <param name="Sqlite">How the store in that directory works.</param>
/// <param name="Certificate">The file with the certificate; null for none.</param>
/// <param name="CertificateKey">The file with its key; null where it is the same.</param>
/// <param name="MetricsUrl">Where metrics are told; null for nowhere.</param>
/// <param name="Log">What is logged.</param>
/// <param name="Push">Whose clients are notified on their devices; null for nobody's.</param>
/// <param name="Cluster">The cluster of which it is a node; null for none.</param>
sealed record ServeSettings(LeanServerOptions Server, string? Directory, string? Files, SqliteStoreOptions Sqlite, string? Certificate,
    string? CertificateKey, Uri? MetricsUrl, LogSettings Log, PushOptions? Push, OrleansClusterOptions? Cluster)
{
    /// <summary>The value of <c>Data</c> for a store in memory.</summary>
    public const string Memory = "memory";

    /// <summary>Where a server listens that was told nothing else.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5454";

    const string SqliteKey = "Sqlite";

    const string LevelsKey = "LogLevels";

    const string PushKey = "Push";

    /// <summary>The keys of the tool, beside those of the server.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        ["Data", "DataFile", "Files", SqliteKey, nameof(Certificate), nameof(CertificateKey), nameof(MetricsUrl), nameof(LogFormat), nameof(LogLevel),
            LevelsKey, PushKey, .. ClusterSettings.Keys];

    /// <exception cref="ToolException">Something cannot be; each message names key or option, value and bound.</exception>
    public static ServeSettings Read(LayeredConfiguration configuration)
    {
        var reader = new SectionReader(configuration.Section);
        var data = reader.Text("Data", isSecret: true) ?? Memory;
        var sqlite = ReadSqlite(reader.Section(SqliteKey));
        var (certificate, key) = (reader.Text(nameof(Certificate)), reader.Text(nameof(CertificateKey)));
        var metrics = reader.Url(nameof(MetricsUrl));
        var log = new LogSettings(reader.Choice<LogFormat>(nameof(LogFormat)) ?? LogFormat.Text,
            reader.Choice<LogLevel>(nameof(LogLevel)) ?? LogLevel.Warning,
            ReadLevels(reader, configuration.Section.GetSection(LevelsKey).GetChildren().Select(level => level.Key)));
        var files = reader.Text("Files");
        var cluster = ClusterSettings.Read(reader, hasData: data != Memory, hasFiles: files is not null);
        if (data.Length == 0)
            reader.Findings.Add($"{ConfigurationLayer.Root}:Data = '': must be a directory, or {Memory}.");
        try
        {
            var push = ReadPush(configuration.Section.GetSection(PushKey), reader.Findings);
            var server = LeanServerOptions.FromConfiguration(configuration.Section, Keys);
            RequireApps(push, server, reader.Findings);
            return reader.Findings.Failures.Count > 0 ? throw configuration.Refusal(reader.Findings.Failures)
                : Checked(new ServeSettings(server, data == Memory ? null : data, files, sqlite, certificate, key, metrics, log, push, cluster),
                    configuration);
        }
        catch (OptionsValidationException refusal)
        {
            throw configuration.Refusal(reader.Findings.Failures.Concat(refusal.Failures));
        }
    }

    static ServeSettings Checked(ServeSettings settings, LayeredConfiguration configuration)
    {
        var url = settings.Server.Url;
        if (url.Scheme is not ("http" or "https") || url.PathAndQuery != "/" || url.UserInfo.Length > 0)
            throw Refusal("give one URL of the form http://ADDRESS:PORT, for example http://127.0.0.1:5454, or https://ADDRESS:PORT with --certificate");
        if (settings.MetricsUrl is { } metrics && (metrics.Scheme != "http" || metrics.PathAndQuery != "/" || metrics.UserInfo.Length > 0))
            throw configuration.Refusal([$"{ConfigurationLayer.Root}:MetricsUrl = '{configuration.Section[nameof(MetricsUrl)]}': give a URL of the form " +
                "http://ADDRESS:PORT, for example http://127.0.0.1:9464; the path is /metrics"]);
        if (settings.Server.Engine.Apps is null && !IsLoopback(url))
            throw Refusal("others can reach this address, and the only application is the one for demos, whose keys are published: name one with --config, " +
                "--app-file, LEANRX_APPS or --app (for the demos' one --app demo:demo-key:demo-master-key)");
        return settings;

        ToolException Refusal(string why) =>
            configuration.Refusal([$"{ConfigurationLayer.Root}:Url = '{configuration.Section[nameof(settings.Server.Url)]}': {why}"]);
    }

    static bool IsLoopback(Uri url) =>
        url.Host == "localhost" || IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);

    static SqliteStoreOptions ReadSqlite(SectionReader reader)
    {
        var defaults = new SqliteStoreOptions();
        var options = defaults with
        {
            Durability = reader.Choice<SqliteDurability>(nameof(defaults.Durability)) ?? defaults.Durability,
            MaxBatch = reader.Int32(nameof(defaults.MaxBatch)) ?? defaults.MaxBatch,
            MaxPendingWrites = reader.Int32(nameof(defaults.MaxPendingWrites)) ?? defaults.MaxPendingWrites,
            MaxReaders = reader.Int32(nameof(defaults.MaxReaders)) ?? defaults.MaxReaders,
            CacheBytes = reader.Int64(nameof(defaults.CacheBytes)) ?? defaults.CacheBytes,
            LogBytes = reader.Int64(nameof(defaults.LogBytes)) ?? defaults.LogBytes,
        };
        reader.RefuseUnknown();
        try
        {
            options.Validate();
        }
        catch (ArgumentException refusal)
        {
            reader.Findings.Add(reader.Findings.Describe(refusal));
        }

        return options;
    }

    static PushOptions? ReadPush(IConfigurationSection section, ConfigurationFindings findings)
    {
        if (!section.Exists())
            return null;
        try
        {
            return PushOptions.FromConfiguration(section);
        }
        catch (OptionsValidationException refusal)
        {
            foreach (var failure in refusal.Failures)
                findings.Add(failure);
            return null;
        }
    }

    static void RequireApps(PushOptions? push, LeanServerOptions server, ConfigurationFindings findings)
    {
        string[] known = [.. (server.Engine.Apps ?? [AppOptions.Demo]).Select(app => app.ApplicationId)];
        for (var index = 0; index < push?.Apps.Count; index++)
        {
            if (!known.Contains(push.Apps[index].ApplicationId, StringComparer.Ordinal))
                findings.Add($"{ConfigurationLayer.Root}:{PushKey}:Apps:{index}:ApplicationId = '{push.Apps[index].ApplicationId}': the server has no such " +
                    $"application; it has {string.Join(", ", known)}.");
        }
    }

    static Dictionary<string, LogLevel> ReadLevels(SectionReader reader, IEnumerable<string> categories)
    {
        var levels = reader.Section(LevelsKey);
        return categories.ToDictionary(category => category, category => levels.Choice<LogLevel>(category) ?? LogLevel.Warning);
    }
}
