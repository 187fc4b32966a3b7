using System.CommandLine;
using System.Globalization;
using LeanRx.Cli.Common;
using LeanRx.Cli.Configuring;
using LeanRx.Server;

namespace LeanRx.Cli.Serving;

/// <summary>Puts together what file, environment and command line tell of a server.</summary>
static class ServeConfiguration
{
    /// <param name="arguments">The options of the command line.</param>
    /// <param name="parsed">What was given of them.</param>
    /// <param name="warnings">Told what works and is unwise.</param>
    /// <exception cref="ToolException">Something cannot be read.</exception>
    public static LayeredConfiguration Read(ServeArguments arguments, ParseResult parsed, TextWriter warnings)
    {
        var flags = FlagsOf(arguments, parsed);
        if (parsed.GetValue(arguments.Data) is { } data && Flags.IsSecret("Data", data))
            warnings.WriteLine("leanrx: --data: its password stands in the list of processes, for everybody on this machine; give it in the environment " +
                "(LeanRx__Data), or in a file that LeanRx__DataFile names");
        if (parsed.GetValue(arguments.Cluster) is { } cluster && Flags.IsSecret("Cluster", cluster))
            warnings.WriteLine("leanrx: --cluster: its password stands in the list of processes, for everybody on this machine; give it in the environment " +
                "(LeanRx__Cluster), or in a file that LeanRx__ClusterFile names");
        foreach (var named in parsed.GetValue(arguments.Set) ?? [])
            Set(flags, named, warnings);
        var layers = Layers(parsed.GetValue(arguments.Config), warnings);

        var apps = new AppFlags(flags, layers);
        var given = AppSources.Read(parsed.GetValue(arguments.Apps) ?? [], parsed.GetValue(arguments.AppFile), warnings);
        AppSources.WarnOfShortIds(given, warnings);
        apps.Add(given);
        apps.MasterKeyFile(parsed.GetValue(arguments.MasterKeyFile));
        apps.Restrict(parsed.GetValue(arguments.RequireSignatures), CommaList.Of(parsed.GetValue(arguments.Origins) ?? []));
        return new LayeredConfiguration(layers, flags);
    }

    static Flags FlagsOf(ServeArguments arguments, ParseResult parsed)
    {
        var flags = new Flags();
        flags.Set("--urls", nameof(LeanServerOptions.Url), parsed.GetValue(arguments.Urls));
        flags.Set("--data", "Data", parsed.GetValue(arguments.Data));
        flags.Set("--files", "Files", parsed.GetValue(arguments.Files));
        flags.Set("--cluster", "Cluster", parsed.GetValue(arguments.Cluster));
        flags.Set("--cluster-address", "ClusterAddress", parsed.GetValue(arguments.ClusterAddress));
        flags.Set("--cluster-name", "ClusterName", parsed.GetValue(arguments.ClusterName));
        flags.Set("--cluster-certificate", "ClusterCertificate", parsed.GetValue(arguments.ClusterCertificate));
        flags.Set("--cluster-key", "ClusterKey", parsed.GetValue(arguments.ClusterKey));
        flags.Set("--cluster-authority", "ClusterAuthority", parsed.GetValue(arguments.ClusterAuthority));
        flags.Set("--limits", "Engine:Limits", parsed.GetValue(arguments.Limits), LimitsOf(parsed.GetValue(arguments.Limits)));
        flags.Set("--certificate", nameof(ServeSettings.Certificate), parsed.GetValue(arguments.Certificate));
        flags.Set("--certificate-key", nameof(ServeSettings.CertificateKey), parsed.GetValue(arguments.CertificateKey));
        flags.Set("--public-url", nameof(LeanServerOptions.PublicUrl), parsed.GetValue(arguments.PublicUrl));
        flags.Replace("--known-proxies", nameof(LeanServerOptions.KnownProxies), CommaList.Of(parsed.GetValue(arguments.KnownProxies) ?? []));
        flags.Set("--max-file-size", nameof(LeanServerOptions.MaxFileBytes), parsed.GetValue(arguments.MaxFileSize),
            parsed.GetValue(arguments.MaxFileSize) is { } size ? FileSize.Parse(size, "--max-file-size").ToString(CultureInfo.InvariantCulture) : null);
        flags.Set("--metrics-url", nameof(ServeSettings.MetricsUrl), parsed.GetValue(arguments.MetricsUrl));
        flags.Set("--log-format", nameof(LogFormat), parsed.GetValue(arguments.LogFormat));
        if (parsed.GetValue(arguments.AdminPage))
            flags.Switch("--admin-page", nameof(LeanServerOptions.AdminPage), "true");
        if (parsed.GetValue(arguments.Verbose))
            flags.Switch("--verbose", "LogLevel", "Debug");
        flags.Set("--log-level", "LogLevel", parsed.GetValue(arguments.LogLevel));
        return flags;
    }

    static string? LimitsOf(string? text) => text switch
    {
        null => null,
        "default" => "Default",
        "leancloud" => "LeanCloud",
        "none" => "Unlimited",
        _ => throw new ToolException($"--limits {text}: give 'default', 'leancloud' or 'none'"),
    };

    static void Set(Flags flags, string named, TextWriter warnings)
    {
        var (key, value) = named.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (named[..at], named[(at + 1)..])
            : throw new ToolException($"--set {named}: give KEY=VALUE, for example Engine:Limits:MaxMembers=100");
        if (Flags.IsSecret(key, value))
            warnings.WriteLine(PlainText.Of($"leanrx: --set {key}: it stands in the list of processes, for everybody on this machine; give it in the " +
                $"environment, or in a file that {key}File names"));
        flags.Named("--set", key, value);
    }

    static List<ConfigurationLayer> Layers(string? config, TextWriter warnings)
    {
        List<ConfigurationLayer> layers =
            [new("the default", [KeyValuePair.Create($"{ConfigurationLayer.Root}:{nameof(LeanServerOptions.Url)}", (string?)ServeSettings.DefaultUrl)])];
        if (config is not null)
            layers.Add(ConfigurationFile.Read(config, "--config", warnings));
        else if (Environment.GetEnvironmentVariable(ServeArguments.ConfigVariable) is { Length: > 0 } file)
            layers.Add(ConfigurationFile.Read(file, ServeArguments.ConfigVariable, warnings));
        layers.Add(ConfigurationLayer.OfEnvironment());
        return layers;
    }
}
