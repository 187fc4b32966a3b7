using LeanRx.Server.Hosting;
using LeanRx.Server.Orleans.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server;

/// <summary>A node of a cluster: several servers that serve the same applications together, over one PostgreSQL database.</summary>
/// <remarks>
/// <para>Microsoft Orleans tells who is there and carries what nodes say to each other; the database decides who owns what, and refuses whoever owns it no
/// longer. Whatever happens to a node, nothing that was acknowledged is lost, and nothing is stored twice.</para>
/// <para>Start it before the engine, give its <see cref="Store"/> and itself to the engine, and dispose of it after the engine: <c>UseCluster</c> does
/// so in an ASP.NET Core application. An engine without a server lets it <see cref="LeaveAsync"/> before it stops.</para>
/// </remarks>
/// <example>
/// <code>
/// await using var cluster = await OrleansCluster.StartAsync(new OrleansClusterOptions { ConnectionString = "Host=db;Database=leanrx;…" });
/// builder.Services.AddLeanRx(options).UseCluster(cluster);
/// </code>
/// </example>
public sealed class OrleansCluster : ICluster, IAsyncDisposable
{
    readonly ClusterConnection _connection;
    readonly OrleansClusterOptions _options;
    ClusterParts? _parts;
    ClusterWork? _work;
    int _isDisposed;

    OrleansCluster(ClusterConnection connection, OrleansClusterOptions options) => (_connection, _options) = (connection, options);

    ClusterParts Parts => Volatile.Read(ref _parts) ?? throw new InvalidOperationException("The cluster has no engine yet: give it to one as its Cluster.");

    /// <summary>The store that all nodes share.</summary>
    /// <remarks>It is disposed of with the node.</remarks>
    public IFencedStore Store => _connection.Store;

    /// <inheritdoc/>
    public ClusterNode Self => _connection.Membership.Self;

    /// <inheritdoc/>
    public IReadOnlyCollection<ClusterNode> Nodes => _connection.Membership.View.Nodes;

    /// <summary>Completes with the reason when this node is part of the cluster no longer, though it did not leave.</summary>
    /// <remarks>It serves nobody any more then. End the process, and start it again.</remarks>
    public Task<ClusterException> Ended => _connection.Membership.Ended;

    /// <summary>Opens the store and joins the cluster.</summary>
    /// <remarks>
    /// What it needs beside the tables of the store it makes in the same schema. One that could not reach the others tries for 15 seconds, and leaves its port
    /// taken until the process ends.
    /// </remarks>
    /// <exception cref="ClusterException">The address is in use, the schema belongs to another cluster, the certificates cannot be used, the clock is
    /// wrong, or the other nodes cannot be reached.</exception>
    /// <exception cref="StoreOpenException">The database cannot be used.</exception>
    /// <exception cref="ArgumentException">The connection string cannot be read, or an option is out of range.</exception>
    public static async Task<OrleansCluster> StartAsync(OrleansClusterOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new OrleansCluster(await ClusterConnection.OpenAsync(options, cancellationToken).ConfigureAwait(false), options);
    }

    /// <inheritdoc/>
    public void Start(IClusterEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var parts = _connection.MakeParts(_options, engine);
        if (Interlocked.CompareExchange(ref _parts, parts, null) is not null)
            throw new InvalidOperationException("The cluster has an engine already: each node is for one.");
        _work = new ClusterWork(parts, _connection.Orleans);
        _work.Start();
        _connection.Door.Open(parts.Calls);
    }

    /// <inheritdoc/>
    public ValueTask<SlotOwner> FindOwnerAsync(int slot, SlotOwner? stale = null, CancellationToken cancellationToken = default)
    {
        Slots.Validate([slot]);
        return Parts.Search.FindAsync(slot, stale, cancellationToken);
    }

    /// <inheritdoc/>
    public void Send(ClusterNode node, ReadOnlyMemory<byte> item) => Parts.Links.Send(node, item);

    /// <summary>Hands over everything that this node owns, as far as there are others, and takes nothing more.</summary>
    /// <remarks>
    /// A server that stops does so by itself. Clients that are connected to it are served as before. What cannot be handed over is taken over when the node has
    /// left.
    /// </remarks>
    public async Task LeaveAsync(CancellationToken cancellationToken = default)
    {
        if (Volatile.Read(ref _parts) is not { } parts || Ended.IsCompleted)
            return;
        try
        {
            await parts.Placement.LeaveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ClusterLog.Failed(parts.Log, exception, "handing over slots");
        }
    }

    /// <summary>Leaves the cluster and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        if (_work is { } work)
            await work.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }
}
