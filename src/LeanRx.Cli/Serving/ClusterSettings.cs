using System.Net;
using LeanRx.Cli.Configuring;
using LeanRx.Configuration.Internal;
using LeanRx.Server;

namespace LeanRx.Cli.Serving;

/// <summary>What a server was told of the cluster of which it is a node.</summary>
static class ClusterSettings
{
    /// <summary>Where nodes reach each other that were told no port.</summary>
    public const int DefaultPort = 11111;

    /// <summary>The keys.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        ["Cluster", "ClusterFile", "ClusterAddress", "ClusterName", "ClusterCertificate", "ClusterKey", "ClusterAuthority"];

    /// <summary>Null for a server that is alone. What cannot be is among the findings.</summary>
    /// <param name="reader">The section.</param>
    /// <param name="hasData">Whether data is kept elsewhere.</param>
    /// <param name="hasFiles">Whether a place for files was told.</param>
    public static OrleansClusterOptions? Read(SectionReader reader, bool hasData, bool hasFiles)
    {
        var connection = reader.Text("Cluster", isSecret: true);
        var (address, name) = (reader.Text("ClusterAddress"), reader.Text("ClusterName"));
        var (certificate, key, authority) = (reader.Text("ClusterCertificate"), reader.Text("ClusterKey"), reader.Text("ClusterAuthority"));
        if (connection is null)
        {
            (string Key, string? Told)[] others = [("ClusterAddress", address), ("ClusterName", name), ("ClusterCertificate", certificate),
                ("ClusterKey", key), ("ClusterAuthority", authority)];
            if (Array.Find(others, static other => other.Told is not null).Key is { } stray)
                Refuse(stray, "this is for a server of a cluster: name its database with --cluster");
            return null;
        }

        if (!PostgreSqlMessageStore.IsConnectionString(connection))
            Refuse("Cluster", "give the database that the servers share, 'Host=…;Database=…;Username=…'");
        if (hasData)
            Refuse("Cluster", "a cluster keeps its data in this database: leave out --data");
        if (!hasFiles)
            Refuse("Cluster", "a file that was uploaded to one server is asked of another: name a place for files that all of them share with --files, a " +
                "directory or a bucket");
        var endpoint = new IPEndPoint(IPAddress.None, DefaultPort);
        if (address is not null && (!IPEndPoint.TryParse(address, out endpoint!) || endpoint.Port == 0))
        {
            Refuse("ClusterAddress", $"'{address}' is not of the form ADDRESS:PORT, for example 10.0.0.1:{DefaultPort}");
            return null;
        }

        var options = new OrleansClusterOptions { ConnectionString = connection, Address = address is null ? null : endpoint.Address, Port = endpoint.Port };
        if ((certificate, authority) is ({ }, { }))
            options = options with { Tls = () => ClusterCertificates.FromPemFiles(certificate, key, authority) };
        else if (certificate is not null)
            Refuse("ClusterCertificate", "name the authority of the certificates of all servers with --cluster-authority");
        else if ((authority ?? key) is not null)
            Refuse(authority is null ? "ClusterKey" : "ClusterAuthority", "name the certificate of this server with --cluster-certificate");
        options = name is null ? options : options with { Name = name };
        try
        {
            options.Validate();
        }
        catch (ArgumentException refusal) when (refusal.ParamName is nameof(options.Address) or nameof(options.Name))
        {
            Refuse($"Cluster{refusal.ParamName}", reader.Findings.Describe(refusal).TrimEnd('.'));
        }

        return options;

        void Refuse(string key, string why) => reader.Findings.Add($"{ConfigurationLayer.Root}:{key}: {why}.");
    }
}
