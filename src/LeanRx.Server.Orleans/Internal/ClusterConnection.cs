using System.Net;
using System.Net.Sockets;
using LeanRx.Server.Hosting;
using LeanRx.Server.PostgreSql.Internal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>What a node has before it has an engine: the store, the tables of the cluster, and a silo that has joined.</summary>
sealed class ClusterConnection : IAsyncDisposable
{
    /// <summary>Connections beside those of the store: one claims, one reads who is there, the others are Orleans'.</summary>
    const int Connections = 6;

    readonly Readers _source;
    readonly IHost _host;
    readonly ILogger _log;
    readonly bool _hasTls;
    readonly DatabaseClock _clock;
    readonly ClusterRows _rows;
    readonly DeathEvidence _evidence;
    readonly SiloFaults _faults = new();
    bool _hasBegun;
    bool _hasJoined;
    bool _isStopping;

    ClusterConnection(PostgreSqlMessageStore store, Readers source, OrleansClusterOptions options, NodeIdentity? identity,
        IPEndPoint endpoint)
    {
        (Store, _source) = (store, source);
        (_log, _hasTls) = (LogOf(options), identity is not null);
        _clock = new DatabaseClock(() => options.Store.Scheduler.Now, _log);
        _evidence = new DeathEvidence(options.Store.Scheduler, KillAsync);
        _host = SiloHost.Build(options, endpoint, new PostgreSqlMembershipTable(source, _clock, IsGone, ReadDead), Door, _faults,
            new NodeHandshake(identity, options.Store.Scheduler, _log));
        var self = NodeName.Of(_host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress);
        _rows = new ClusterRows(source, store.Writer, self);
        Membership = new Membership(_rows, self, _log);
        _faults.Ended = (why, exception) => Membership.End(why, exception);
    }

    public PostgreSqlMessageStore Store { get; }

    public NodeDoor Door { get; } = new();

    public Membership Membership { get; }

    public IClusterMembershipService Orleans => _host.Services.GetRequiredService<IClusterMembershipService>();

    /// <summary>Opens the store, makes the tables and joins.</summary>
    public static async Task<ClusterConnection> OpenAsync(OrleansClusterOptions options, CancellationToken cancellationToken)
    {
        var identity = options.Tls is { } certificates ? new NodeIdentity(certificates, LogOf(options)) : null;
        var endpoint = new IPEndPoint(options.Address ?? OwnAddress.FirstPrivate(), options.Port);
        var store = await PostgreSqlMessageStore.OpenAsync(options.ConnectionString, options.Store with { Node = endpoint.ToString() }, cancellationToken)
            .ConfigureAwait(false);
        ClusterConnection? connection = null;
        Readers? readers = null;
        try
        {
            var settings = options.Store with { MaxReaders = Connections };
            var source = DataSources.ForClaims(DataSources.Parse(options.ConnectionString), settings);
            readers = new Readers(source, settings);
            await ClusterTables.MakeAsync(source, settings.Schema, options.Name, cancellationToken).ConfigureAwait(false);
            connection = new ClusterConnection(store, readers, options, identity, endpoint);
            await connection.JoinAsync(endpoint, cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch (Exception exception)
        {
            if (connection is not null)
                await connection.DisposeAsync().ConfigureAwait(false);
            else
            {
                if (readers is not null)
                    await readers.DisposeAsync().ConfigureAwait(false);
                await store.DisposeAsync().ConfigureAwait(false);
            }
            if (exception is NpgsqlException)
                throw new ClusterException($"The tables of the cluster cannot be made in schema '{options.Store.Schema}': {exception.Message}", exception);
            throw;
        }
    }

    public ClusterParts MakeParts(OrleansClusterOptions options, IClusterEngine engine) =>
        new(options, engine, Membership, _rows, new NodeClient(_host.Services, Membership.Self), _evidence, Orleans, _log);

    public async ValueTask DisposeAsync()
    {
        _isStopping = true;
        // A node that was given up has nobody to take leave of.
        if (_hasJoined)
            await _host.StopAsync(new CancellationToken(Membership.Ended.IsCompleted)).ConfigureAwait(false);
        else if (_hasBegun)
            await _rows.GiveUpAsync(Membership.Self, isGone: true).ConfigureAwait(false);
        await ((IAsyncDisposable)_host).DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
        await Store.DisposeAsync().ConfigureAwait(false);
    }

    static ILogger LogOf(OrleansClusterOptions options) => options.LoggerFactory.CreateLogger("LeanRx.Server.Cluster");

    async Task JoinAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        if (!_hasTls && !OwnAddress.IsPrivate(endpoint.Address))
            ClusterLog.IsPublic(_log, endpoint.ToString());
        try
        {
            // Orleans shares a port with whoever else listens there.
            using (var alone = new TcpListener(endpoint) { ExclusiveAddressUse = true })
                alone.Start();
            await _clock.RequireAsync(_source).ConfigureAwait(false);
            await new Departed(_rows, _evidence, _log).GiveUpAsync().ConfigureAwait(false);
            await RequireFormAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            _hasBegun = true;
            // What has begun is not broken off: the others would be told of a node that half works.
            await _host.StartAsync(CancellationToken.None).ConfigureAwait(false);
            _hasJoined = true;
            // One of another form may have begun at the same time.
            await RequireFormAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception.GetBaseException() is SocketException refusal)
        {
            throw new ClusterException($"Other nodes cannot reach this one at {endpoint}: {refusal.Message}. Give it an address of this machine and a port " +
                "that nobody uses.", exception);
        }
        catch (Exception exception) when (exception.GetBaseException() is OrleansClusterConnectivityCheckFailedException unreached)
        {
            throw new ClusterException($"The node at {endpoint} cannot join the cluster: not all of the nodes that are there answer it. See that each can " +
                $"reach the address of the others, that all have certificates of one authority or none has any, and their logs. ({unreached.Message})",
                exception);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or ClusterException))
        {
            throw new ClusterException($"The node at {endpoint} cannot join the cluster: {exception.GetBaseException().Message}", exception);
        }
        await Membership.ReadAsync().ConfigureAwait(false);
    }

    async Task RequireFormAsync()
    {
        if (await _rows.SayFormAsync(LinkBatch.Version).ConfigureAwait(false) is { Count: > 0 } others)
            throw new ClusterException($"The nodes that are there ({string.Join(", ", others)}) are of another version: they speak to each other in another " +
                $"form than this one (form {LinkBatch.Version}). Start this one in their version, or stop them before it starts.");
    }

    /// <summary>
    /// Whether nobody has to wait for what a node may remember that is to be dead: it has ended, or ends itself, or was replaced at its address.
    /// </summary>
    bool IsGone(ClusterNode node)
    {
        if (node == Membership.Self && !_isStopping)
            Membership.End("its silo has stopped.");
        return node.Name == Membership.Self.Name || _evidence.HasEnded(node);
    }

    // Orleans would end the node for it with words of its own.
    void ReadDead(ClusterNode node)
    {
        if (node == Membership.Self && !_isStopping)
            Membership.End(ClusterRows.GivenUp);
    }

    async Task KillAsync(ClusterNode node)
    {
        ClusterLog.Refuses(_log, node);
        await Orleans.TryKill(NodeName.SiloOf(node)).ConfigureAwait(false);
        // Orleans may have found it dead before.
        await _rows.SayGoneAsync(node).ConfigureAwait(false);
        await Membership.ReadAsync().ConfigureAwait(false);
    }
}
