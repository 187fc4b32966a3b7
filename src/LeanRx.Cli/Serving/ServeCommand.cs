using System.CommandLine;
using System.CommandLine.Parsing;
using LeanRx.Server;

namespace LeanRx.Cli.Serving;

/// <summary><c>leanrx serve</c>: what it can be told.</summary>
static class ServeCommand
{
    public static Command Create()
    {
        var urls = new Option<string>("--urls")
        {
            Description = "Where to listen. Port 0 picks a free port; the first line of output names it.",
            HelpName = "http[s]://ADDRESS:PORT",
            DefaultValueFactory = _ => "http://127.0.0.1:5454",
        };
        var data = new Option<string>("--data")
        {
            Description = "The directory that keeps conversations, messages and files (made when missing), or 'memory' to forget them at the end.",
            HelpName = "DIRECTORY|memory",
            DefaultValueFactory = _ => ServeSettings.Memory,
        };
        var apps = new Option<string[]>("--app")
        {
            Description = "An application that may connect; may be given several times. Without it there is one for demos, with the id 'demo', for this " +
                "computer alone. The Java SDK and the older .NET SDK need ids of 8 characters or more.",
            HelpName = "APPID[:APPKEY[:MASTERKEY]]",
        };
        var appFile = new Option<string?>("--app-file") { Description = AppSources.FileDescription, HelpName = "FILE" };
        var limits = new Option<string>("--limits")
        {
            Description = "'default' for rates that a person's chat never meets, 'leancloud' for those of the original, 'none' for load tests: no rates at " +
                "all.",
            HelpName = "default|leancloud|none",
            CompletionSources = { "default", "leancloud", "none" },
            DefaultValueFactory = _ => "default",
        };
        var publicUrl = new Option<string?>("--public-url")
        {
            Description = "The URL under which clients reach the server, when a proxy stands before it. Default: the one that each client used.",
            HelpName = "URL",
        };
        var knownProxies = new Option<string[]>("--known-proxies")
        {
            Description = "Proxies that are believed what they say of clients in X-Forwarded-For, -Proto and -Host: addresses and networks, " +
                "separated by commas.",
            HelpName = "ADDRESS,…",
        };
        var certificate = new Option<string?>("--certificate")
        {
            Description = "The certificate of an https address of --urls, in PEM, with those that stand between it and its authority. A renewed file is " +
                "taken without a restart.",
            HelpName = "FILE",
        };
        var certificateKey = new Option<string?>("--certificate-key")
        {
            Description = "The private key of --certificate, in PEM. Default: in the same file.",
            HelpName = "FILE",
        };
        var requireSignatures = new Option<bool>("--require-signatures")
        {
            Description = "Refuse logins and membership changes that are not signed with the application's master key.",
        };
        var origins = new Option<string[]>("--origins")
        {
            Description = "Web origins that may connect, separated by commas. Default: any.",
            HelpName = "ORIGIN,…",
        };
        var maxFileSize = new Option<string>("--max-file-size")
        {
            Description = "Largest file that clients may upload, in bytes, or with KB, MB or GB of 1024 each.",
            HelpName = "SIZE",
            DefaultValueFactory = _ => "100MB",
        };
        var verbose = new Option<bool>("--verbose")
        {
            Description = "Log what happens to standard error, not warnings alone.",
        };

        var command = new Command("serve", "Run a server until Ctrl-C or SIGTERM. Nothing that it has acknowledged is lost.") { urls, data, apps, appFile,
            limits, certificate, certificateKey, publicUrl, knownProxies, requireSignatures, origins, maxFileSize, verbose };
        command.SetAction((parsed, cancellationToken) =>
        {
            var given = AppSources.Read(parsed.GetValue(apps) ?? [], parsed.GetValue(appFile), Console.Error);
            AppSources.WarnOfShortIds(given, Console.Error);
            var settings = ServeSettings.Of(
                parsed.GetRequiredValue(urls),
                parsed.GetRequiredValue(data),
                given,
                parsed.GetRequiredValue(limits),
                parsed.GetValue(publicUrl),
                parsed.GetValue(requireSignatures),
                parsed.GetValue(origins) ?? [],
                parsed.GetRequiredValue(maxFileSize),
                parsed.GetValue(verbose)) with
            {
                KnownProxies = ServeSettings.ParseProxies(parsed.GetValue(knownProxies) ?? []),
            };
            var tls = CertificateFiles.Of(settings.Url, parsed.GetValue(certificate), parsed.GetValue(certificateKey), Console.Error);
            return Serve.RunAsync(settings, tls, Console.Out, cancellationToken);
        });
        return command;
    }
}
