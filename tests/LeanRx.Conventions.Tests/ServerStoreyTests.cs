namespace LeanRx.Conventions.Tests;

public class ServerStoreyTests() : StoreyTests("LeanRx.Server")
{
    protected override IReadOnlyList<(string Folder, string Knows)> Storeys =>
    [
        ("Files", ""),
        ("Logging", ""),
        ("Records", ""),
        ("Runtime", ""),
        ("Events", "Runtime"),
        ("Hooks", "Events"),
        ("Cluster", "Records"),
        ("Options", "Cluster Hooks"),
        ("Telemetry", "Runtime"),
        ("Access", ""),
        ("Hosting", "Options Runtime"),
        ("Limits", "Options Records Runtime"),
        ("Queries", "Options Records Runtime"),
        ("Columns", "Limits Options Queries Records Runtime"),
        ("Storage", "Queries Records"),
        ("Ownership", "Cluster Records Storage"),
        ("Interception", "Events Hooks Limits Options Runtime"),
        ("Sessions", "Events Hosting Interception Limits Logging Options Ownership Records Runtime Storage Telemetry"),
        ("Conversations", "Access Events Hooks Hosting Interception Limits Options Ownership Queries Records Runtime Sessions Storage Telemetry"),
        ("Signing", "Options Runtime Sessions"),
        ("Devices", "Columns Limits Options Records Runtime Sessions Storage"),
        ("Connections", "Conversations Events Hooks Hosting Interception Limits Options Records Runtime Sessions Telemetry"),
        ("Delivery", "Conversations Hosting Limits Options Records Runtime Sessions Storage"),
        ("Membership", "Access Columns Conversations Delivery Options Records Runtime Sessions Storage"),
        ("Handlers", "Access Columns Connections Conversations Delivery Devices Hooks Hosting Interception Limits Membership Options Queries Records Runtime " +
            "Sessions Signing Storage Telemetry"),
        ("Operations", "Access Columns Connections Conversations Delivery Devices Handlers Hooks Hosting Interception Limits Membership Options Queries " +
            "Records Runtime Sessions Signing Storage Telemetry"),
        ("Clustering", "Cluster Connections Conversations Delivery Hooks Hosting Limits Membership Operations Options Ownership Records " +
            "Runtime Sessions Storage Telemetry"),
        ("", "Access Clustering Connections Conversations Delivery Events Handlers Hosting Interception Operations Options Runtime Sessions Storage Telemetry"),
    ];

    protected override IReadOnlyList<string> Roots => ["MessagingEngine.cs"];
}

public class SqliteStoreyTests() : StoreyTests("LeanRx.Server.Sqlite")
{
    protected override IReadOnlyList<(string Folder, string Knows)> Storeys => [("", "")];
}

public class PostgreSqlStoreyTests() : StoreyTests("LeanRx.Server.PostgreSql")
{
    protected override IReadOnlyList<(string Folder, string Knows)> Storeys => [("", "")];
}

public class OrleansStoreyTests() : StoreyTests("LeanRx.Server.Orleans")
{
    protected override IReadOnlyList<(string Folder, string Knows)> Storeys => [("", "")];
}

public class S3StoreyTests() : StoreyTests("LeanRx.Server.S3")
{
    protected override IReadOnlyList<(string Folder, string Knows)> Storeys => [("", "")];
}

public class PushStoreyTests() : StoreyTests("LeanRx.Server.Push")
{
    protected override IReadOnlyList<(string Folder, string Knows)> Storeys => [("", "")];
}

public class ServerHostStoreyTests() : StoreyTests("LeanRx.Server.AspNetCore")
{
    protected override IReadOnlyList<(string Folder, string Knows)> Storeys =>
    [
        ("Logging", ""),
        ("Proxies", ""),
        ("Hooks", ""),
        ("Options", "Hooks Proxies"),
        ("Http", "Logging Options Proxies"),
        ("Sockets", "Http Logging Options"),
        ("Hosting", "Logging Options Proxies Sockets"),
        ("Endpoints", "Hosting Http Logging Options Proxies Sockets"),
        ("Files", "Hosting Http Logging Options"),
        ("Admin", "Hosting Http Proxies"),
        ("Rest", "Files Hosting Http Logging Options"),
        ("", "Admin Endpoints Files Hosting Http Options Rest Sockets"),
    ];
}

public class ToolStoreyTests() : StoreyTests("LeanRx.Cli")
{
    protected override IReadOnlyList<(string Folder, string Knows)> Storeys =>
    [
        ("Archive", ""),
        ("Common", ""),
        ("Completing", ""),
        ("Terminal", "Common"),
        ("Rest", "Archive Common"),
        ("Exporting", "Archive Common Rest"),
        ("Importing/Reporting", "Common"),
        ("Importing/Sources", "Archive Common"),
        ("Backups", "Common"),
        ("Configuring", "Common"),
        ("Serving", "Common Configuring"),
        ("Clients", "Common Serving"),
        ("Importing/Rows", "Archive Importing/Reporting Importing/Sources"),
        ("Chatting", "Clients Common Terminal"),
        ("Sending", "Clients Common"),
        ("Operators", "Clients Common Rest"),
        ("Administering", "Common Operators Terminal"),
        ("Watching", "Common Operators Rest Terminal"),
        ("Diagnosing", "Clients Common Terminal"),
        ("Benchmarking", "Clients Common Operators Rest Terminal"),
        ("Importing/Files", "Importing/Reporting Importing/Rows"),
        ("Tailing", "Common Operators Rest"),
        ("Importing/Messages", "Importing/Files Importing/Reporting Importing/Rows"),
        ("Importing/Context", "Common Importing/Files Importing/Messages Importing/Reporting Importing/Rows Importing/Sources"),
        ("Importing/Writing", "Importing/Messages Importing/Reporting Importing/Rows"),
        ("Importing/Checking", "Archive Common Importing/Context Importing/Files Importing/Messages Importing/Reporting "
            + "Importing/Rows Importing/Sources Importing/Writing"),
        ("Importing", "Common Importing/Checking Importing/Context Importing/Files Importing/Messages Importing/Reporting "
            + "Importing/Rows Importing/Sources Importing/Writing Serving"),
        ("", "Administering Backups Benchmarking Chatting Common Completing Diagnosing Exporting Importing Sending Serving Tailing Watching"),
    ];
}
