using LeanRx.Configuration.Internal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LeanRx.Server.AspNetCore.Options.Internal;

/// <summary>Reads the options of a server from configuration, by their names. Stores, clock and log are no texts: services and code give them.</summary>
static class ServerConfiguration
{
    /// <summary>Reads what configuration tells. Bounds are for <see cref="Bounded"/> to check.</summary>
    /// <param name="configuration">The section.</param>
    /// <param name="otherKeys">What else may stand in it.</param>
    /// <exception cref="OptionsValidationException">A value is of another kind, or a key unknown; the message names both.</exception>
    public static (LeanServerOptions Options, ConfigurationFindings Findings) Read(IConfiguration configuration, IEnumerable<string> otherKeys)
    {
        var reader = new SectionReader(configuration);
        reader.Allow(otherKeys);
        var options = ReadAll(reader);
        return reader.Findings.Failures.Count == 0 ? (options, reader.Findings) : throw Refusal(reader.Findings.Failures);
    }

    /// <summary>Uses options that were read.</summary>
    /// <exception cref="OptionsValidationException">They were refused; the message names the key, its value and its bound.</exception>
    public static T Bounded<T>(ConfigurationFindings findings, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (ArgumentException refusal)
        {
            throw Refusal([findings.Describe(refusal)]);
        }
    }

    static LeanServerOptions ReadAll(SectionReader reader)
    {
        var defaults = new LeanServerOptions();
        var options = defaults with
        {
            Url = reader.Url(nameof(defaults.Url)) ?? defaults.Url,
            OwnsStore = reader.Bool(nameof(defaults.OwnsStore)) ?? defaults.OwnsStore,
            MaxConnections = reader.Int32(nameof(defaults.MaxConnections)) ?? defaults.MaxConnections,
            MaxConnectionsPerAddress = reader.Int32(nameof(defaults.MaxConnectionsPerAddress)) ?? defaults.MaxConnectionsPerAddress,
            MaxFileBytes = reader.Int64(nameof(defaults.MaxFileBytes)) ?? defaults.MaxFileBytes,
            UploadTimeToLive = reader.Time(nameof(defaults.UploadTimeToLive)) ?? defaults.UploadTimeToLive,
            PublicUrl = reader.Url(nameof(defaults.PublicUrl)) ?? defaults.PublicUrl,
            KnownProxies = reader.Texts(nameof(defaults.KnownProxies)) ?? defaults.KnownProxies,
            AdminPage = reader.Bool(nameof(defaults.AdminPage)) ?? defaults.AdminPage,
            RouteTimeToLive = reader.Time(nameof(defaults.RouteTimeToLive)) ?? defaults.RouteTimeToLive,
            KeepAliveInterval = reader.Time(nameof(defaults.KeepAliveInterval)) ?? defaults.KeepAliveInterval,
            KeepAliveTimeout = reader.Time(nameof(defaults.KeepAliveTimeout)) ?? defaults.KeepAliveTimeout,
            MaxReceivingBytes = reader.Int64(nameof(defaults.MaxReceivingBytes)) ?? defaults.MaxReceivingBytes,
            DrainTime = reader.Time(nameof(defaults.DrainTime)) ?? defaults.DrainTime,
            GoAwayTime = reader.Time(nameof(defaults.GoAwayTime)) ?? defaults.GoAwayTime,
            CloseTimeout = reader.Time(nameof(defaults.CloseTimeout)) ?? defaults.CloseTimeout,
            Engine = ReadEngine(reader.Section(nameof(defaults.Engine))),
        };
        reader.RefuseUnknown();
        return options;
    }

    static ServerOptions ReadEngine(SectionReader reader)
    {
        var apps = reader.Sections(nameof(ServerOptions.Apps));
        var options = new ServerOptions { Apps = apps is null ? null : [.. apps.Select(ReadApp)], Limits = LimitsConfiguration.Read(reader) };
        reader.RefuseUnknown();
        return options;
    }

    static AppOptions ReadApp(SectionReader reader)
    {
        var app = new AppOptions
        {
            ApplicationId = reader.Text(nameof(AppOptions.ApplicationId)) ?? "",
            ApplicationKey = reader.Text(nameof(AppOptions.ApplicationKey), isSecret: true),
            MasterKey = reader.Text(nameof(AppOptions.MasterKey), isSecret: true),
            RequireLoginSignature = reader.Bool(nameof(AppOptions.RequireLoginSignature)) ?? false,
            RequireConversationSignature = reader.Bool(nameof(AppOptions.RequireConversationSignature)) ?? false,
            RequireBlacklistSignature = reader.Bool(nameof(AppOptions.RequireBlacklistSignature)) ?? false,
            AllowSignedHistory = reader.Bool(nameof(AppOptions.AllowSignedHistory)) ?? false,
            EnforceRoles = reader.Bool(nameof(AppOptions.EnforceRoles)) ?? false,
            MaxMessageAge = reader.Time(nameof(AppOptions.MaxMessageAge)),
            MaxMessagesPerConversation = reader.Int32(nameof(AppOptions.MaxMessagesPerConversation)),
            AllowedOrigins = reader.Texts(nameof(AppOptions.AllowedOrigins)) ?? [],
            Hooks = HookConfiguration.Read(reader),
        };
        reader.RefuseUnknown();
        return app;
    }

    static OptionsValidationException Refusal(IEnumerable<string> failures) => new("", typeof(LeanServerOptions), failures);
}
