using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeanRx.Server;

/// <summary>Options of an <see cref="OrleansCluster"/>.</summary>
/// <remarks>Immutable; use <c>with</c> to change a copy. All nodes of a cluster have the same, but for <see cref="Address"/> and <see cref="Port"/>.</remarks>
public sealed record OrleansClusterOptions
{
    const int MaxNameLength = 100;

    /// <summary>Where the database is that all nodes share, as Npgsql reads it: <c>Host=db;Database=leanrx;Username=leanrx;Password=…</c>.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The name of the cluster, 1 to 100 characters.</summary>
    /// <remarks>A schema of the database belongs to one cluster; a node that was told another name is refused.</remarks>
    /// <value><c>leanrx</c>.</value>
    public string Name { get; init; } = "leanrx";

    /// <summary>The address of this machine at which other nodes reach this one.</summary>
    /// <remarks>Without <see cref="Tls"/> nodes do not ask each other who they are: it must be in a network that none but the nodes can reach then.</remarks>
    /// <value>Null: the first private address of this machine, or else the loopback.</value>
    public IPAddress? Address { get; init; }

    /// <summary>The port at which other nodes reach this one.</summary>
    /// <value>11,111.</value>
    public int Port { get; init; } = 11111;

    /// <summary>
    /// Returns the certificates with which nodes encrypt what they say, and know each other:
    /// <c>() => ClusterCertificates.FromPemFiles("cert.pem", "key.pem", "ca.pem")</c>.
    /// </summary>
    /// <remarks>
    /// Called for each connection between nodes, on any thread, so that renewed certificates are used without a restart. Where it fails or returns what other
    /// nodes would refuse, the ones before are used, and the log says so. All nodes have certificates, or none.
    /// </remarks>
    /// <value>Null: no TLS.</value>
    public Func<ClusterCertificates>? Tls { get; init; }

    /// <summary>How the store works.</summary>
    /// <remarks><see cref="PostgreSqlStoreOptions.Node"/> has no effect: the node is named by its address and port.</remarks>
    /// <value><see cref="PostgreSqlStoreOptions"/> as they are.</value>
    public PostgreSqlStoreOptions Store { get; init; } = new();

    /// <summary>The maximum size of what waits for another node, in bytes; one that takes so little that more waits is given up.</summary>
    /// <value>67,108,864 (64 MiB).</value>
    public long MaxWaitingBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The log.</summary>
    /// <value>None.</value>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Throws if an option is out of its range, as <see cref="OrleansCluster.StartAsync"/> does.</summary>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it and its bound.</exception>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(ConnectionString);
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > MaxNameLength)
            throw new ArgumentException($"'{Name}' is no name for a cluster: expects 1 to {MaxNameLength} characters.", nameof(Name));
        if (Address is { } address && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)))
            throw new ArgumentException($"{address} is no address at which others reach this node: expects one of this machine.", nameof(Address));
        ArgumentOutOfRangeException.ThrowIfLessThan(Port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, IPEndPoint.MaxPort);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWaitingBytes, 1);
        ArgumentNullException.ThrowIfNull(Store);
        ArgumentNullException.ThrowIfNull(LoggerFactory);
        Store.Validate();
    }
}
