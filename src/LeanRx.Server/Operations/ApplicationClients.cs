using LeanRx.Protocol;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Connections.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Operations.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server;

/// <summary>What an operator asks and does about the clients of an application.</summary>
public sealed class ApplicationClients
{
    readonly EngineServices _services;
    readonly Application _app;
    readonly LoginDirectory _logins;
    readonly SessionEndings _endings;

    internal ApplicationClients(OperationScope scope, LoginDirectory logins, SessionEndings endings)
    {
        _services = scope.Services;
        _app = scope.Application;
        _logins = logins;
        _endings = endings;
    }

    /// <summary>The number of clients that are online now.</summary>
    /// <remarks>In a cluster: those that are connected to this node.</remarks>
    [Door(Permission.ManageServer)]
    public int OnlineCount => _logins.Sessions.ClientCount;

    // protocol.md §10.3
    /// <summary>The number of clients that were online at some time today.</summary>
    /// <remarks>A day begins at midnight UTC. An engine that started today counts from its start.</remarks>
    [Door(Permission.ManageServer)]
    public int CountToday => _logins.Homes.ClientCountToday;

    /// <summary>Returns those of some clients that have at least one open login, in the order in which they are given.</summary>
    /// <remarks>In a cluster: at any node.</remarks>
    [Door(Permission.QueryPresence)]
    public ValueTask<IReadOnlyList<string>> FindOnlineAsync(IEnumerable<string> clientIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clientIds);
        cancellationToken.ThrowIfCancellationRequested();
        return _logins.Homes.FindOnlineAsync(clientIds);
    }

    /// <summary>Returns whether a client has at least one open login.</summary>
    /// <remarks>In a cluster: at this node. <see cref="FindOnlineAsync"/> asks all of them.</remarks>
    [Door(Permission.QueryPresence)]
    public bool IsOnline(string clientId) => _logins.Sessions.IsOnline(clientId);

    /// <summary>Returns the clients that are online, ascending by client id in ordinal order.</summary>
    /// <remarks>In a cluster: those that are connected to this node.</remarks>
    /// <param name="after">The client after which the page begins. Null for the first page.</param>
    /// <param name="limit">The maximum number of clients, up to 1000. Default 100.</param>
    [Door(Permission.QueryPresence)]
    public IReadOnlyList<OnlineClient> FindOnline(string? after = null, int limit = 100)
    {
        const int maxLimit = 1000;
        return [.. _logins.Sessions.Page(after, Math.Clamp(limit, 0, maxLimit)).Select(client => new OnlineClient
        {
            ClientId = client.Key,
            Logins = [.. client.Value.Select(LoginOf)],
        })];
    }

    // protocol.md §4.1.3
    /// <summary>Ends all logins of a client with code 4115.</summary>
    /// <remarks>Session tokens and signatures of the client that were made before become invalid. Connections stay open.</remarks>
    /// <param name="clientId">The client.</param>
    /// <param name="reason">The reason that the client is told, at most 20 characters. Null or empty for the name of the code.</param>
    /// <param name="cancellationToken">Cancels the call before it begins.</param>
    /// <returns>How many logins were ended.</returns>
    /// <exception cref="ArgumentException">The reason is too long.</exception>
    [Door(Permission.KickClient)]
    public async ValueTask<int> KickAsync(string clientId, string? reason = null, CancellationToken cancellationToken = default)
    {
        const int maxReason = 20;
        ArgumentNullException.ThrowIfNull(clientId);
        cancellationToken.ThrowIfCancellationRequested();
        if (reason?.Length > maxReason)
            throw new ArgumentException($"The reason has {reason.Length} characters; at most {maxReason} are told.", nameof(reason));
        var told = string.IsNullOrEmpty(reason) ? ErrorCodes.NameOf(ErrorCodes.KickedByApp) : reason;
        var elsewhere = await _logins.Homes.KickAsync(clientId, told).ConfigureAwait(false);
        var sessions = _logins.Sessions.Of(clientId);
        foreach (var session in sessions)
            await _endings.KickAsync(session, told).ConfigureAwait(false);
        return elsewhere + sessions.Length;
    }

    // protocol.md §4.1.5
    /// <summary>Returns the client to which a session token belongs, or null if the token is not valid.</summary>
    /// <remarks>REST calls use it to find out for which client they are made.</remarks>
    [Door(Permission.LogIn)]
    public async ValueTask<string?> FindByTokenAsync(string? sessionToken, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _services.Tokens.PrepareAsync().ConfigureAwait(false);
        await _app.Kicks.PrepareAsync().ConfigureAwait(false);
        return sessionToken is null ? null : _app.TokenOf(sessionToken)?.ClientId;
    }

    // protocol.md §4.16
    /// <summary>Returns the pushes about conversations that a client missed, oldest first.</summary>
    /// <remarks>Pushes are kept from the first login of the client with <see cref="SessionCapabilities.ReliableNotifications"/>.</remarks>
    /// <param name="clientId">The client.</param>
    /// <param name="sessionToken">A session token of the client.</param>
    /// <param name="afterMilliseconds">The <c>serverTs</c> of the last push that the client knows, in milliseconds since 1970-01-01 UTC.</param>
    /// <param name="limit">The maximum number of pushes, 1 to 500. Default 100. A page also ends at <see
    /// cref="ServerLimits.MaxNotificationPageBytes"/>.</param>
    /// <param name="cancellationToken">Cancels the call before it begins.</param>
    /// <exception cref="OperationRefusedException">4112: the token is not valid, or belongs to another client.</exception>
    [Door(Permission.ReadNotifications)]
    public async ValueTask<NotificationPage> FindNotificationsAsync(string clientId, string? sessionToken, long afterMilliseconds, int limit = 100,
        CancellationToken cancellationToken = default)
    {
        const int maxLimit = 500;
        if (await FindByTokenAsync(sessionToken, cancellationToken).ConfigureAwait(false) != clientId)
            throw new OperationRefusedException(ErrorCodes.SessionTokenExpired, "The session token is not or no longer good.");
        return await _app.Notifications.FindAsync(clientId, afterMilliseconds, Math.Clamp(limit, 1, maxLimit), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Counts bytes of an upload against <see cref="ServerLimits.UploadBytesPerMinute"/> and <see cref="ServerLimits.ApplicationUploadBytesPerMinute"/>.
    /// </summary>
    /// <param name="uploader">Who uploads: an address.</param>
    /// <param name="bytes">How many bytes.</param>
    /// <returns>False if a rate is exceeded; then nothing is counted for the application.</returns>
    [Door(Permission.StoreFile)]
    public bool TryCountUpload(string uploader, long bytes) =>
        _app.Rates.TryCount(uploader, RateKind.Upload, bytes) && _app.Rates.TryCount("", RateKind.ApplicationUpload, bytes);

    static OnlineLogin LoginOf(Session session) => new()
    {
        OpenedAt = DateTimeOffset.FromUnixTimeMilliseconds(session.OpenedAt),
        Tag = session.Tag,
        UserAgent = session.UserAgent,
        RemoteAddress = session.Connection.Info.RemoteAddress,
    };
}
