using System.Collections.Concurrent;
using LeanRx.Protocol;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Connections.Internal;
using LeanRx.Server.Conversations.Internal;
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
    readonly ConversationDirectories _conversations;
    readonly TemporaryExpiry _expiry;
    readonly SessionEndings _endings;
    readonly CommandRouter _commands;
    readonly ConcurrentDictionary<ClientConnection, bool> _connections = new();
    volatile bool _isStopping;

    /// <summary>Initializes an engine over a store. The engine does not dispose of the store.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or an application requires what it cannot check. The message names it.</exception>
    public MessagingEngine(IMessageStore store, ServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        Options = ServerOptionsCheck.Checked(options ?? new ServerOptions());
        _services = new EngineServices(store, Options);
        _applications = Options.Apps!.ToDictionary(app => app.ApplicationId, app => new Application(_services, app), StringComparer.Ordinal);
        _conversations = new ConversationDirectories(_applications.Values);
        _expiry = new TemporaryExpiry(_services, _applications.Values, _conversations);
        _endings = new SessionEndings(_services, _conversations);
        _commands = new CommandRouter(_services, _applications, _conversations, _expiry, _endings);
        _services.Telemetry.Observe(() => ConnectionCount, () => SessionCount, () => PendingCommandCount, () => PendingBytes);
        _expiry.Begin();
    }

    /// <summary>The options of the engine.</summary>
    public ServerOptions Options { get; }

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

    /// <summary>The number of open connections.</summary>
    public int ConnectionCount => _connections.Count;

    /// <summary>The number of logins over all applications. One connection can carry several.</summary>
    public int SessionCount => _applications.Values.Sum(app => app.Sessions.Count);

    /// <summary>The number of commands that have begun and not completed.</summary>
    public int PendingCommandCount => _services.InFlight.Count;

    /// <summary>
    /// The number of conversations in memory, over all applications. Idle ones beyond a few thousand are released and loaded again when needed.
    /// </summary>
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
            connection.Close(GoingAway, "GOING_AWAY", SessionEnd.Disconnected);
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

    /// <summary>Returns the last minutes of the server that are over, the oldest first. A day is kept.</summary>
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

    /// <summary>Returns whether a client has at least one open login.</summary>
    [Door(Permission.QueryPresence)]
    public bool IsOnline(string applicationId, string clientId) => _applications.GetValueOrDefault(applicationId)?.Sessions.IsOnline(clientId) == true;

    /// <summary>
    /// Counts bytes of an upload against <see cref="ServerLimits.UploadBytesPerMinute"/> and <see cref="ServerLimits.ApplicationUploadBytesPerMinute"/>.
    /// </summary>
    /// <param name="uploader">Who uploads: an address.</param>
    /// <returns>False if a rate is exceeded; then nothing is counted for the application.</returns>
    /// <exception cref="ArgumentException">There is no such application.</exception>
    [Door(Permission.StoreFile)]
    public bool TryCountUpload(string applicationId, string uploader, long bytes)
    {
        var app = AppOf(applicationId);
        return app.Rates.TryCount(uploader, RateKind.Upload, bytes) && app.Rates.TryCount("", RateKind.ApplicationUpload, bytes);
    }

    // protocol.md §2.7
    /// <summary>Asks all clients to move to another server: they close, look up the route again and reconnect.</summary>
    [Door(Permission.ManageServer)]
    public void GoAway()
    {
        var frame = new GoAwayFrame();
        foreach (var connection in _connections.Keys)
            connection.Send(frame);
    }

    // protocol.md §4.1.3
    /// <summary>Ends all logins of a client with code 4115.</summary>
    /// <remarks>Session tokens and signatures of the client that were made before become invalid. Connections stay open.</remarks>
    /// <param name="reason">The reason that the client is told, at most 20 characters. Null or empty for the name of the code.</param>
    /// <returns>How many logins were ended.</returns>
    /// <exception cref="ArgumentException">There is no such application, or the reason is too long.</exception>
    [Door(Permission.KickClient)]
    public async ValueTask<int> KickAsync(string applicationId, string clientId, string? reason = null, CancellationToken cancellationToken = default)
    {
        const int maxReason = 20;
        ArgumentNullException.ThrowIfNull(clientId);
        cancellationToken.ThrowIfCancellationRequested();
        var app = AppOf(applicationId);
        if (reason?.Length > maxReason)
            throw new ArgumentException($"The reason has {reason.Length} characters; at most {maxReason} are told.", nameof(reason));
        await app.Kicks.NoteAsync(clientId).ConfigureAwait(false);
        var sessions = app.Sessions.Of(clientId);
        foreach (var session in sessions)
        {
            session.Push(new SessionFrame
            {
                Operation = SessionOperations.Closed,
                Code = ErrorCodes.KickedByApp,
                Reason = string.IsNullOrEmpty(reason)
                ? ErrorCodes.NameOf(ErrorCodes.KickedByApp) : reason
            });
            await _endings.EndAsync(session, SessionEnd.Kicked).ConfigureAwait(false);
        }
        return sessions.Length;
    }

    /// <summary>Returns the operations on roles, silence and block lists of an application.</summary>
    /// <exception cref="ArgumentException">There is no such application.</exception>
    public Moderation ModerationOf(string applicationId) =>
        new(_services, AppOf(applicationId), _conversations);

    /// <summary>Returns the operations on conversations and messages of an application.</summary>
    /// <exception cref="ArgumentException">There is no such application.</exception>
    public Administration AdministrationOf(string applicationId) =>
        new(_services, AppOf(applicationId), _conversations);

    // protocol.md §4.1.5
    /// <summary>Returns the client to which a session token belongs, or null if the token is not valid.</summary>
    /// <remarks>REST calls use it to find out for which client they are made.</remarks>
    /// <exception cref="ArgumentException">There is no such application.</exception>
    [Door(Permission.LogIn)]
    public async ValueTask<string?> FindSessionClientAsync(string applicationId, string? sessionToken, CancellationToken cancellationToken = default)
    {
        var app = AppOf(applicationId);
        cancellationToken.ThrowIfCancellationRequested();
        await _services.Tokens.PrepareAsync().ConfigureAwait(false);
        await app.Kicks.PrepareAsync().ConfigureAwait(false);
        return sessionToken is null ? null : app.TokenOf(sessionToken)?.ClientId;
    }

    // protocol.md §4.16
    /// <summary>Returns the pushes about conversations that a client missed, oldest first.</summary>
    /// <remarks>Pushes are kept from the first login of the client with <see cref="SessionCapabilities.ReliableNotifications"/>.</remarks>
    /// <param name="sessionToken">A session token of the client.</param>
    /// <param name="afterMilliseconds">The <c>serverTs</c> of the last push that the client knows, in milliseconds since 1970-01-01 UTC.</param>
    /// <param name="limit">The maximum number of pushes, 1 to 500. Default 100. A page also ends at <see
    /// cref="ServerLimits.MaxNotificationPageBytes"/>.</param>
    /// <exception cref="ArgumentException">There is no such application.</exception>
    /// <exception cref="OperationRefusedException">4112: the token is not valid, or belongs to another client.</exception>
    [Door(Permission.ReadNotifications)]
    public async ValueTask<NotificationPage> FindNotificationsAsync(string applicationId, string clientId, string? sessionToken, long afterMilliseconds,
        int limit = 100, CancellationToken cancellationToken = default)
    {
        const int maxLimit = 500;
        var app = AppOf(applicationId);
        if (await FindSessionClientAsync(applicationId, sessionToken, cancellationToken).ConfigureAwait(false) != clientId)
            throw new OperationRefusedException(ErrorCodes.SessionTokenExpired, "The session token is not or no longer good.");
        return await app.Notifications.FindAsync(clientId, afterMilliseconds, Math.Clamp(limit, 1, maxLimit), cancellationToken).ConfigureAwait(false);
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
        await _services.InFlight.DrainedAsync().ConfigureAwait(false);
        foreach (var connection in _connections.Keys)
            connection.Close(GoingAway, "GOING_AWAY", SessionEnd.Disconnected);
        await _services.InFlight.DrainedAsync().ConfigureAwait(false);
        _services.Saver.Stop();
        await _services.Saver.SaveAsync().ConfigureAwait(false);
        await Task.WhenAll(_applications.Values.Select(static app => app.Hooks.ToldAsync())).ConfigureAwait(false);
        _services.Events.Complete();
        _services.Telemetry.Dispose();
    }

    ValueTask IConnectionHost.HandleAsync(ClientConnection connection, Frame frame) => _commands.HandleAsync(connection, frame);

    ValueTask IConnectionHost.EndAllAsync(IReadOnlyList<Session> sessions, SessionEnd end) => _endings.EndAllAsync(sessions, end);

    void IConnectionHost.Forget(ClientConnection connection)
    {
        if (_connections.TryRemove(connection, out _))
            _services.Telemetry.Statistics.OnWent();
    }

    Application AppOf(string applicationId) => _applications.GetValueOrDefault(applicationId)
        ?? throw new ArgumentException($"There is no application '{applicationId}' here.", nameof(applicationId));
}
