using System.Collections.Concurrent;
using LeanRx.Protocol;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Connections.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Handlers.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Options.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server;

/// <summary>The server without its sockets: takes frames from connections, yields frames to connections. One clock, one store, many applications.</summary>
/// <remarks>
/// Safe from many threads. Over <see cref="InMemoryMessageStore"/> every command is done when <see cref="ServerConnection.ReceiveAsync"/> returns, on the
/// caller's thread.
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

    /// <summary>Makes an engine over a store. The engine does not own the store.</summary>
    /// <exception cref="ArgumentException">An option is out of its range, or an application demands what it cannot check; the message names it.</exception>
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

    /// <summary>How the engine behaves.</summary>
    public ServerOptions Options { get; }

    /// <summary>Connections that are open.</summary>
    public int ConnectionCount => _connections.Count;

    /// <summary>Logins that are open, over all applications; a connection can carry several.</summary>
    public int SessionCount => _applications.Values.Sum(app => app.Sessions.Count);

    /// <summary>Commands begun and not done yet.</summary>
    public int PendingCommandCount => _services.InFlight.Count;

    /// <summary>Conversations in memory, over all applications. Idle ones beyond a few thousand are let go and loaded again when needed.</summary>
    public int ConversationsInMemory => _conversations.Count;

    bool IConnectionHost.IsStopping => _isStopping;

    // S92
    /// <summary>
    /// Takes a new connection. What the engine has to say to it goes to <paramref name="sink"/>; a web origin that no application allows is closed at once with
    /// 4110.
    /// </summary>
    [Door(Permission.LogIn)]
    public ServerConnection Connect(IFrameSink sink, ClientConnectionInfo? info = null)
    {
        ArgumentNullException.ThrowIfNull(sink);
        var connection = new ClientConnection(this, _services, sink, info ?? new ClientConnectionInfo());
        _connections.TryAdd(connection, true);
        if (_isStopping)
            connection.Close(GoingAway, "GOING_AWAY", SessionEnd.Disconnected);
        else if (!Options.Apps!.Any(app => app.AllowsOrigin(connection.Info.Origin)))
            connection.Close(ErrorCodes.InvalidOrigin, isAbnormal: false);
        else
            connection.Start();
        return connection;
    }

    /// <summary>Bytes that wait to be written, over all connections of the hosts that keep a <see cref="SendBacklog"/>.</summary>
    public long PendingBytes => _services.Backlog.Bytes;

    /// <summary>Begins to keep account of what waits to be written to a connection.</summary>
    /// <param name="overflowed">Told once, with no lock held, that the connection is to be dropped without what waits.</param>
    [Door(Permission.ManageServer)]
    public SendBacklog OpenBacklog(Action<BacklogOverflow> overflowed) => new(_services.Backlog, _services.Clock, _services.Limits, overflow =>
    {
        _services.Telemetry.OnSlowReader(overflow.ToString());
        overflowed(overflow);
    });

    /// <summary>Whether a client has at least one login open.</summary>
    [Door(Permission.QueryPresence)]
    public bool IsOnline(string applicationId, string clientId) => _applications.GetValueOrDefault(applicationId)?.Sessions.IsOnline(clientId) == true;

    /// <summary>
    /// Counts bytes of an upload against <see cref="ServerLimits.UploadBytesPerMinute"/> and <see cref="ServerLimits.ApplicationUploadBytesPerMinute"/>.
    /// </summary>
    /// <param name="uploader">Who uploads: an address.</param>
    /// <returns>False when they are too many; then nothing was counted for the application.</returns>
    /// <exception cref="ArgumentException">There is no such application.</exception>
    [Door(Permission.StoreFile)]
    public bool TryCountUpload(string applicationId, string uploader, long bytes)
    {
        var app = AppOf(applicationId);
        return app.Rates.TryCount(uploader, RateKind.Upload, bytes) && app.Rates.TryCount("", RateKind.ApplicationUpload, bytes);
    }

    // protocol.md §2.7
    /// <summary>Asks every connection to find another server: clients close, look the route up again and come back.</summary>
    [Door(Permission.ManageServer)]
    public void GoAway()
    {
        var frame = new GoAwayFrame();
        foreach (var connection in _connections.Keys)
            connection.Send(frame);
    }

    // protocol.md §4.1.3
    /// <summary>
    /// Ends all logins of a client with a <c>closed</c> push of code 4115. Its signatures and session tokens made before are void; the connections stay.
    /// </summary>
    /// <param name="reason">What the client is told, at most 20 characters; null or empty for the symbolic name of the code.</param>
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

    /// <summary>Roles, silence and block lists of an application's conversations.</summary>
    /// <exception cref="ArgumentException">There is no such application.</exception>
    public Moderation ModerationOf(string applicationId) =>
        new(_services, AppOf(applicationId), _conversations);

    /// <summary>Conversations and messages of an application, as its operator handles them.</summary>
    /// <exception cref="ArgumentException">There is no such application.</exception>
    public Administration AdministrationOf(string applicationId) =>
        new(_services, AppOf(applicationId), _conversations);

    // protocol.md §4.1.5
    /// <summary>Whose session token this is: how REST calls say for which client they are made.</summary>
    /// <returns>The client id; null when the token is not or no longer good.</returns>
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
    /// <summary>
    /// Pushes about conversations that a client can fetch again, those after a time, oldest first. They are kept from the client's first login with
    /// <see cref="SessionCapabilities.ReliableNotifications"/> on.
    /// </summary>
    /// <param name="sessionToken">The token of a login of the client.</param>
    /// <param name="afterMilliseconds">The <c>serverTs</c> of the last push that the client knows, in milliseconds since 1970-01-01 UTC.</param>
    /// <param name="limit">At most so many, 1 to 500. Default 100. A page also ends at <see cref="ServerLimits.MaxNotificationPageBytes"/>.</param>
    /// <exception cref="ArgumentException">There is no such application.</exception>
    /// <exception cref="OperationRefusedException">4112: the token is not or no longer good, or another client's.</exception>
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

    /// <summary>
    /// Takes no more commands, waits until those begun are done and answered, closes every connection (1001) and saves what was not saved yet.
    /// </summary>
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
        _services.Telemetry.Dispose();
    }

    ValueTask IConnectionHost.HandleAsync(ClientConnection connection, Frame frame) => _commands.HandleAsync(connection, frame);

    ValueTask IConnectionHost.EndAllAsync(IReadOnlyList<Session> sessions, SessionEnd end) => _endings.EndAllAsync(sessions, end);

    void IConnectionHost.Forget(ClientConnection connection) => _connections.TryRemove(connection, out _);

    Application AppOf(string applicationId) => _applications.GetValueOrDefault(applicationId)
        ?? throw new ArgumentException($"There is no application '{applicationId}' here.", nameof(applicationId));
}
