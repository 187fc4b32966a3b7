using LeanRx.Configuration.Internal;
using LeanRx.Server.AspNetCore.Options.Internal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LeanRx.Server.AspNetCore.Hosting.Internal;

/// <summary>Reads the options of a server from configuration, by their names. Stores, clock and log are no texts: services and code give them.</summary>
static class ServerConfiguration
{
    /// <exception cref="OptionsValidationException">An option cannot be; the message names its key, its value and its bound.</exception>
    public static ServerHost Make(IConfiguration configuration, Func<IServiceProvider, LeanServerOptions, LeanServerOptions>? configure,
        IServiceProvider services)
    {
        var reader = new SectionReader(configuration);
        var options = Read(reader);
        if (reader.Findings.Failures.Count > 0)
            throw Refusal(reader.Findings.Failures);
        options = configure?.Invoke(services, options) ?? options;
        try
        {
            return new ServerHost(options, services);
        }
        catch (ArgumentException refusal)
        {
            throw Refusal([reader.Findings.Describe(refusal)]);
        }
    }

    static LeanServerOptions Read(SectionReader reader)
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
            RouteTimeToLive = reader.Time(nameof(defaults.RouteTimeToLive)) ?? defaults.RouteTimeToLive,
            KeepAliveInterval = reader.Time(nameof(defaults.KeepAliveInterval)) ?? defaults.KeepAliveInterval,
            KeepAliveTimeout = reader.Time(nameof(defaults.KeepAliveTimeout)) ?? defaults.KeepAliveTimeout,
            MaxReceivingBytes = reader.Int64(nameof(defaults.MaxReceivingBytes)) ?? defaults.MaxReceivingBytes,
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
            AllowedOrigins = reader.Texts(nameof(AppOptions.AllowedOrigins)) ?? [],
        };
        reader.RefuseUnknown();
        return app;
    }

    static OptionsValidationException Refusal(IEnumerable<string> failures) => new("", typeof(LeanServerOptions), failures);
}
