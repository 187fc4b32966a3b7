using System.Collections.Concurrent;
using LeanRx.Protocol;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Clustering.Internal;
using LeanRx.Server.Connections.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Events;
using LeanRx.Server.Handlers.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Options.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;
using LeanRx.Server.Telemetry.Internal;

namespace LeanRx.Server;

/// <summary>The messaging server without its sockets: it takes frames from connections and sends frames to connections.</summary>
/// <remarks>
/// One engine has one clock, one store and any number of applications. It can be used from any thread. With an <see cref="InMemoryMessageStore"/> every command
/// has completed, on the calling thread, when <see cref="ServerConnection.ReceiveAsync"/> returns.
/// </remarks>
public sealed class MessagingEngine : IAsyncDisposable, IConnectionHost
{
    const int GoingAway = 1001;

    readonly EngineServices _services;
    readonly Dictionary<string, Application> _applications;
    readonly LoginDirectories _logins;
    readonly ConversationDirectories _conversations;
    readonly TemporaryExpiry _expiry;
    readonly MessageRetention _retention;
    readonly SessionEndings _endings;
    readonly CommandRouter _commands;
    readonly ConcurrentDictionary<ClientConnection, bool> _connections = new();
    volatile bool _isStopping;

    /// <summary>Initializes an engine over a store.</summary>
    /// <remarks>The engine disposes of neither the store nor the cluster that the options name.</remarks>
    /// <exception cref="ArgumentException">
    /// An option is out of range, an application requires what it cannot check, or the engine is to be a node of a cluster and the store is no
    /// <see cref="IFencedStore"/>. The message names it.
    /// </exception>
    public MessagingEngine(IMessageStore store, ServerOptions? options = null)
        : this(store ?? throw new ArgumentNullException(nameof(store)), options, Topology.Of(store, options?.Cluster))
    {
    }

    internal MessagingEngine(IMessageStore store, ServerOptions? options, Topology topology)
    {
        Options = ServerOptionsCheck.Checked(options ?? new ServerOptions());
        _services = new EngineServices(store, Options, topology.Ownership);
        _applications = Options.Apps!.ToDictionary(app => app.ApplicationId, app => new Application(_services, app), StringComparer.Ordinal);
        _logins = new LoginDirectories(_applications.Values, topology.Homes);
        _conversations = new ConversationDirectories(_applications.Values, _logins);
        _expiry = new TemporaryExpiry(_services);
        var own = new OwnPlace(_services, _conversations, _expiry);
        var places = topology.Places(own);
        _retention = new MessageRetention(_services, _applications.Values, places);
        _endings = new SessionEndings(_services, _logins, places);
        Applications = new ServerApplicationCollection(
            _applications.Values.Select(app => new ServerApplication(app, _logins.Of(app), places, _endings)));
        var missed = new MissedMessages(_services, places);
        _commands = new CommandRouter(_services, _applications, _logins, places, _endings, missed);
        _services.Telemetry.Observe(this, static engine => engine.ConnectionCount, static engine => engine.SessionCount,
            static engine => engine.PendingCommandCount, static engine => engine.PendingBytes);
        topology.Begin(new EngineParts(_services, _applications, _logins, _conversations, own, _endings, missed));
        _expiry.Begin(_applications.Values, places);
        _retention.Begin();
    }

    /// <summary>The options of the engine.</summary>
    public ServerOptions Options { get; }

    /// <summary>The applications of the engine, by their ids: what an operator does in one of them.</summary>
    public ServerApplicationCollection Applications { get; }

    /// <summary>What happens in the engine, over all applications: records of the namespace <see cref="LeanRx.Server.Events"/>, as they happen.</summary>
    /// <remarks>
    /// <para>Observers are called on the scheduler of the engine, each with one event at a time, in order. For each observer 10,000 events wait at most; beyond
    /// that the newest are dropped, and <see cref="EventsDropped"/> stands in their place. An exception of an observer is logged; the observer is told further
    /// events, and others do not notice.</para>
    /// <para>The sequence begins with the subscription, completes when the engine is disposed and never ends with an error. Without observers and hooks no
    /// events are made.</para>
    /// </remarks>
    [Door(Permission.ManageServer)]
    public IObservable<ServerEvent> Events => _services.Events;

    /// <summary>Of which messages notifications are due on devices: records <see cref="PushRequested"/>, over all applications.</summary>
    /// <remarks>
    /// Observers are called as those of <see cref="Events"/> are, and <see cref="EventsDropped"/> stands where some were dropped. Without observers nobody is
    /// asked who is to be notified, but for the hooks at <see cref="LeanRx.Server.Hooks.HookPoints.ReceiversOffline"/>.
    /// </remarks>
    [Door(Permission.ManageServer)]
    public IObservable<ServerEvent> PushRequests => _services.PushRequests;

    /// <summary>The number of open connections.</summary>
    public int ConnectionCount => _connections.Count;

    /// <summary>The number of logins over all applications.</summary>
    /// <remarks>One connection can carry several.</remarks>
    public int SessionCount => _logins.Count;

    /// <summary>The number of commands that have begun and not completed.</summary>
    public int PendingCommandCount => _services.InFlight.Count;

    /// <summary>The number of conversations in memory, over all applications.</summary>
    /// <remarks>Idle ones beyond <see cref="ServerLimits.MaxIdleConversations"/> are released and loaded again when needed.</remarks>
    public int ConversationsInMemory => _conversations.Count;

    bool IConnectionHost.IsStopping => _isStopping;

    // S92
    /// <summary>Accepts a new connection.</summary>
    /// <remarks>A web origin that no application allows is closed at once with code 4110.</remarks>
    /// <param name="sink">Where the engine sends frames for the connection.</param>
    /// <param name="info">What the host knows about the connection. Default: nothing.</param>
    [Door(Permission.LogIn)]
    public ServerConnection Connect(IFrameSink sink, ClientConnectionInfo? info = null)
    {
        ArgumentNullException.ThrowIfNull(sink);
        var connection = new ClientConnection(this, _services, sink, info ?? new ClientConnectionInfo());
        _connections.TryAdd(connection, true);
        _services.Telemetry.Statistics.OnCame();
        if (_isStopping)
            Leave(connection);
        else if (!Options.Apps!.Any(app => app.AllowsOrigin(connection.Info.Origin)))
            connection.Close(ErrorCodes.InvalidOrigin, isAbnormal: false);
        else
            connection.Start();
        return connection;
    }

    /// <summary>The number of bytes that wait to be written, over all connections of hosts that keep a <see cref="SendBacklog"/>.</summary>
    public long PendingBytes => _services.Backlog.Bytes;

    /// <summary>Returns what the server holds now, and what has happened since it started.</summary>
    [Door(Permission.ManageServer)]
    public ServerStatistics ReadStatistics()
    {
        var totals = _services.Telemetry.Statistics.Read();
        return new ServerStatistics
        {
            StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(_services.Clock.StartedAt),
            ReadAt = DateTimeOffset.FromUnixTimeMilliseconds(_services.Clock.Now),
            ConnectionCount = ConnectionCount,
            PendingCommandCount = PendingCommandCount,
            PendingBytes = PendingBytes,
            ConversationsInMemory = ConversationsInMemory,
            SlowReaderCount = totals.SlowReaders,
            StoreLatency = totals.Latency,
            Refusals = totals.Refusals,
        };
    }

    /// <summary>Returns the last minutes of the server that are over, the oldest first.</summary>
    /// <remarks>A day is kept.</remarks>
    /// <param name="count">The maximum number of minutes, up to 1440. Default 1440.</param>
    [Door(Permission.ManageServer)]
    public IReadOnlyList<ServerMinute> ReadMinutes(int count = StatisticsRecorder.MaxMinutes) =>
        _services.Telemetry.Statistics.ReadMinutes(count, static (start, minute) => new ServerMinute
        {
            Start = start,
            PeakConnectionCount = minute.Peak,
            StoreLatency = minute.Latency,
            SlowReaderCount = minute.Slow,
        });

    /// <summary>Creates the account of what waits to be written to one connection.</summary>
    /// <param name="overflowed">Called once, with no lock held, when the connection must be dropped without what waits.</param>
    [Door(Permission.ManageServer)]
    public SendBacklog OpenBacklog(Action<BacklogOverflow> overflowed) => new(_services.Backlog, _services.Clock, _services.Limits, overflow =>
    {
        _services.Telemetry.OnSlowReader(overflow.ToString());
        overflowed(overflow);
    });

    // protocol.md §2.7
    /// <summary>Asks all clients to move to another server: they close, look up the route again and reconnect.</summary>
    /// <remarks>
    /// Ten times a second an equal portion is asked, so that they do not arrive there at one instant. Who has not gone a second after it was asked is closed
    /// with code 1001. The engine goes on serving those that are there, and those that come.
    /// </remarks>
    /// <param name="over">Over how long. Zero asks all at once.</param>
    /// <param name="cancellationToken">Lets those stay that were not closed yet.</param>
    /// <returns>Completes when no connection is left, or a second after the last portion.</returns>
    [Door(Permission.ManageServer)]
    public Task GoAwayAsync(TimeSpan over, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(over, TimeSpan.Zero);
        return new Departure(_services.Clock.Scheduler, () => _connections.Keys, Leave).RunAsync(over, cancellationToken);
    }

    /// <summary>Stops the engine: it waits for the commands in progress, closes every connection with code 1001 and saves what is not saved yet.</summary>
    [Door(Permission.ManageServer)]
    public async ValueTask DisposeAsync()
    {
        if (_isStopping)
            return;
        _isStopping = true;
        _services.Backlog.Hurry();
        _expiry.Dispose();
        _retention.Dispose();
        await _services.InFlight.DrainedAsync().ConfigureAwait(false);
        foreach (var connection in _connections.Keys)
            Leave(connection);
        await _services.InFlight.DrainedAsync().ConfigureAwait(false);
        _services.Saver.Stop();
        await _services.Saver.SaveAsync().ConfigureAwait(false);
        await Task.WhenAll(_applications.Values.Select(static app => app.Hooks.ToldAsync())).ConfigureAwait(false);
        _services.Events.Complete();
        _services.PushRequests.Complete();
        _services.Telemetry.Dispose();
    }

    static void Leave(ClientConnection connection) => connection.Close(GoingAway, "GOING_AWAY", SessionEnd.Disconnected);

    ValueTask IConnectionHost.HandleAsync(ClientConnection connection, Frame frame) => _commands.HandleAsync(connection, frame);

    ValueTask IConnectionHost.EndAllAsync(IReadOnlyList<Session> sessions, SessionEnd end) => _endings.EndAllAsync(sessions, end);

    void IConnectionHost.Forget(ClientConnection connection)
    {
        if (_connections.TryRemove(connection, out _))
            _services.Telemetry.Statistics.OnWent();
    }
}
