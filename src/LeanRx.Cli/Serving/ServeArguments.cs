using System.CommandLine;

namespace LeanRx.Cli.Serving;

/// <summary>The options of the command line of <c>leanrx serve</c>. None has a default of its own: what is not given is left to environment and file.</summary>
sealed class ServeArguments
{
    /// <summary>The environment variable for <c>--config</c>.</summary>
    public const string ConfigVariable = "LEANRX_CONFIG";

    public Option<string?> Config { get; } = new("--config")
    {
        Description = "A JSON file with the options of the server in its section LeanRx. The environment (LeanRx__Engine__Limits__MaxMembers=100) stands " +
            $"above it, and the command line above both. Default: what the environment variable {ConfigVariable} names.",
        HelpName = "FILE",
    };

    public Option<string[]> Set { get; } = new("--set")
    {
        Description = "Any option of the file, by its key below LeanRx, such as Engine:Limits:MaxMembers, Sqlite:Durability or Push:MaxAttempts; " +
            "may be given several times.",
        HelpName = "KEY=VALUE",
    };

    public Option<bool> PrintConfig { get; } = new("--print-config")
    {
        Description = "Check the configuration, print what was told and where, without secrets, and end.",
    };

    public Option<string?> Urls { get; } = new("--urls")
    {
        Description = $"Where to listen. Port 0 picks a free port; the first line of output names it. Default: {ServeSettings.DefaultUrl}.",
        HelpName = "http[s]://ADDRESS:PORT",
    };

    public Option<string?> Data { get; } = new("--data")
    {
        Description = "The directory that keeps conversations, messages and files (made when missing), a connection string of PostgreSQL " +
            $"('Host=…;Database=…;Username=…'), or 'memory' to forget them at the end. Default: {ServeSettings.Memory}.",
        HelpName = "DIRECTORY|Host=…|memory",
    };

    public Option<string?> Files { get; } = new("--files")
    {
        Description = "The directory that keeps uploaded files (made when missing), where they are not in that of --data; or a bucket: " +
            "s3://BUCKET/PREFIX?endpoint=URL&region=REGION, with its keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
        HelpName = "DIRECTORY|s3://BUCKET",
    };

    public Option<string?> Cluster { get; } = new("--cluster")
    {
        Description = "Run as one of several servers that share a database of PostgreSQL, instead of --data: its connection string, the same on each of " +
            "them. Uploaded files need a place that all share (--files).",
        HelpName = "Host=…",
    };

    public Option<string?> ClusterAddress { get; } = new("--cluster-address")
    {
        Description = "Where the others reach this one, in a network that nobody else can reach, or with --cluster-certificate. Default: the " +
            $"first private address, port {ClusterSettings.DefaultPort}.",
        HelpName = "ADDRESS:PORT",
    };

    public Option<string?> ClusterName { get; } = new("--cluster-name")
    {
        Description = "The name of the cluster, the same on each of its servers. Default: leanrx.",
        HelpName = "NAME",
    };

    public Option<string?> ClusterCertificate { get; } = new("--cluster-certificate")
    {
        Description = "The certificate that this server shows to the others, in PEM, with those that stand between it and its authority: what they say to " +
            "each other is encrypted then, and nobody joins without one. A renewed file is taken without a restart. Default: no TLS between them.",
        HelpName = "FILE",
    };

    public Option<string?> ClusterKey { get; } = new("--cluster-key")
    {
        Description = "The private key of --cluster-certificate, in PEM. Default: in the same file.",
        HelpName = "FILE",
    };

    public Option<string?> ClusterAuthority { get; } = new("--cluster-authority")
    {
        Description = "The authorities of the certificates of all servers of the cluster, in PEM. They should issue certificates to nothing else.",
        HelpName = "FILE",
    };

    public Option<string[]> Apps { get; } = new("--app")
    {
        Description = "An application that may connect; may be given several times. Without any there is one for demos, with the id 'demo', for this " +
            "computer alone. The Java SDK and the older .NET SDK need ids of 8 characters or more.",
        HelpName = "APPID[:APPKEY[:MASTERKEY]]",
    };

    public Option<string?> AppFile { get; } = new("--app-file") { Description = AppSources.FileDescription, HelpName = "FILE" };

    public Option<string?> MasterKeyFile { get; } = new("--master-key-file")
    {
        Description = "A file with the master key of the only application, such as a secret of Docker or Kubernetes.",
        HelpName = "FILE",
    };

    public Option<string?> Limits { get; } = new("--limits")
    {
        Description = "'default' for rates that a person's chat never meets, 'leancloud' for those of the original, 'none' for load tests: no rates at all. " +
            "Default: default.",
        HelpName = "default|leancloud|none",
        CompletionSources = { "default", "leancloud", "none" },
    };

    public Option<string?> PublicUrl { get; } = new("--public-url")
    {
        Description = "The URL under which clients reach the server, when a proxy stands before it. Default: the one that each client used.",
        HelpName = "URL",
    };

    public Option<string[]> KnownProxies { get; } = new("--known-proxies")
    {
        Description = "Proxies that are believed what they say of clients in X-Forwarded-For, -Proto and -Host: addresses and networks, separated by commas.",
        HelpName = "ADDRESS,…",
    };

    public Option<string?> Certificate { get; } = new("--certificate")
    {
        Description = "The certificate of an https address of --urls, in PEM, with those that stand between it and its authority. A renewed file is taken " +
            "without a restart.",
        HelpName = "FILE",
    };

    public Option<string?> CertificateKey { get; } = new("--certificate-key")
    {
        Description = "The private key of --certificate, in PEM. Default: in the same file.",
        HelpName = "FILE",
    };

    public Option<bool> AdminPage { get; } = new("--admin-page")
    {
        Description = "Serve a page for operators at /admin: statistics, conversations, clients. It asks for an application's master key.",
    };

    public Option<bool> RequireSignatures { get; } = new("--require-signatures")
    {
        Description = "Refuse logins and membership changes that are not signed with the application's master key.",
    };

    public Option<string[]> Origins { get; } = new("--origins")
    {
        Description = "Web origins that may connect, separated by commas. Default: any.",
        HelpName = "ORIGIN,…",
    };

    public Option<string?> MaxFileSize { get; } = new("--max-file-size")
    {
        Description = "Largest file that clients may upload, in bytes, or with KB, MB or GB of 1024 each. Default: 100MB.",
        HelpName = "SIZE",
    };

    public Option<string?> MetricsUrl { get; } = new("--metrics-url")
    {
        Description = "Where Prometheus finds /metrics, apart from clients, for example http://127.0.0.1:9464. Default: nowhere.",
        HelpName = "http://ADDRESS:PORT",
    };

    public Option<string?> LogFormat { get; } = new("--log-format")
    {
        Description = "'text' for lines for people, 'json' for a JSON object in a line. The log goes to standard error. Default: text.",
        HelpName = "text|json",
        CompletionSources = { "text", "json" },
    };

    public Option<string?> LogLevel { get; } = new("--log-level")
    {
        Description = "The least level that is logged: Trace, Debug, Information, Warning, Error, Critical or None. Default: Warning.",
        HelpName = "LEVEL",
        CompletionSources = { "Trace", "Debug", "Information", "Warning", "Error", "Critical", "None" },
    };

    public Option<bool> Verbose { get; } = new("--verbose") { Description = "Log what happens, not warnings alone: the same as --log-level Debug." };

    public IEnumerable<Option> All =>
    [
        Config, Set, PrintConfig, Urls, Data, Files, Cluster, ClusterAddress, ClusterName, ClusterCertificate, ClusterKey, ClusterAuthority, Apps, AppFile,
        MasterKeyFile, Limits, Certificate, CertificateKey, PublicUrl, KnownProxies, AdminPage, RequireSignatures, Origins, MaxFileSize, MetricsUrl,
        LogFormat, LogLevel, Verbose,
    ];
}
