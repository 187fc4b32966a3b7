using LeanRx.Protocol;
using LeanRx.Server.Connections.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Signing.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.1.2 to §4.1.5
/// <summary><c>session/open</c>: a login.</summary>
internal sealed class OpenCommand(EngineServices services, IReadOnlyDictionary<string, Application> applications, IConversationPlaces places,
    LoginDirectories logins, SessionEndings endings, MissedMessages missed)
{
    readonly MissedPatches _patches = new(services);

    /// <summary>The tag that means no tag.</summary>
    const string NoTag = "default";

    public async ValueTask HandleAsync(ClientConnection connection, SessionFrame frame)
    {
        var app = AppOf(connection, frame);
        await services.Tokens.PrepareAsync().ConfigureAwait(false);
        await app.Kicks.PrepareAsync().ConfigureAwait(false);
        await app.Notifications.PrepareAsync().ConfigureAwait(false);
        await app.Broadcasts.PrepareAsync().ConfigureAwait(false);
        var clientId = frame.PeerId ?? services.Ids.NextClientId();
        if (!ClientIds.IsFit(clientId, services.Limits))
            throw new OperationRefusedException(ErrorCodes.InvalidLogin,
                $"A client id has 1 to {services.Limits.MaxClientIdLength} characters, all of them Unicode.");
        LoginFields.Require(frame, services.Limits);
        var token = Authenticate(app, clientId, frame);
        if (!app.Rates.TryCount(clientId, RateKind.Other, Commands.Session, SessionOperations.Open))
            throw new RateExceededException(ErrorCodes.ConversationApiQuotaExceeded);
        if (connection.SessionCount >= services.Limits.MaxSessionsPerConnection)
            throw new OperationRefusedException(ErrorCodes.AppQuotaExceeded,
                $"One connection carries at most {services.Limits.MaxSessionsPerConnection} logins.");
        var session = SessionOf(app, connection, clientId, frame, token);
        if (session.Can(SessionCapabilities.ReliableNotifications))
            await app.Notifications.AddClientAsync(clientId).ConfigureAwait(false);
        if (await RegisterAsync(connection, session).ConfigureAwait(false))
        {
            await RequireStillGoodAsync(session, frame).ConfigureAwait(false);
            await TellAsync(session, frame).ConfigureAwait(false);
        }
        else if (!connection.IsClosed)
            connection.Send(new SessionFrame
            {
                Operation = SessionOperations.Closed,
                SerialId = frame.SerialId,
                PeerId = clientId,
                Code = ErrorCodes.SessionConflict,
                Reason = ErrorCodes.NameOf(ErrorCodes.SessionConflict),
                Detail =
                "Another device has logged in with this tag."
            });
    }

    Application AppOf(ClientConnection connection, SessionFrame frame)
    {
        if (frame.ApplicationId is null && connection.App is { } bound)
            return bound;
        var app = applications.GetValueOrDefault(frame.ApplicationId ?? "");
        if (app is null)
            throw new OperationRefusedException(ErrorCodes.AppNotAvailable, "There is no such application here.") { CloseCode = ErrorCodes.AppNotAvailable };
        if (connection.App is not null && connection.App != app)
            throw new OperationRefusedException(ErrorCodes.AppNotAvailable, "This connection belongs to another application.");
        if (!app.Options.AllowsOrigin(connection.Info.Origin))
            throw new OperationRefusedException(ErrorCodes.InvalidOrigin, "This web origin may not connect.") { CloseCode = ErrorCodes.InvalidOrigin };
        return app;
    }

    /// <summary>A token that is good makes a signature needless; a token that is not good is an error even where none is needed.</summary>
    SessionToken? Authenticate(Application app, string clientId, SessionFrame frame)
    {
        if (frame.Token is { } text)
            return app.TokenOf(text) is { } token && token.ClientId == clientId
                ? token
                : throw new OperationRefusedException(ErrorCodes.SessionTokenExpired, "The session token is not or no longer good.");
        if (app.Options.RequireLoginSignature && !new SignatureVerifier(app).IsLogin(frame.Signature, clientId))
            throw new OperationRefusedException(ErrorCodes.SignatureFailed, "The login needs a valid signature.");
        return null;
    }

    /// <summary>A kick that came before the session could be found has voided what it logged in with.</summary>
    async ValueTask RequireStillGoodAsync(Session session, SessionFrame frame)
    {
        try
        {
            Authenticate(session.App, session.ClientId, frame);
        }
        catch (OperationRefusedException)
        {
            await endings.EndAsync(session, SessionEnd.Kicked).ConfigureAwait(false);
            throw;
        }
    }

    Session SessionOf(Application app, ClientConnection connection, string clientId, SessionFrame frame, SessionToken? token)
    {
        var lost = frame is { IsReconnect: true, Tag: null } && token is null && LostTag.Concerns(frame.UserAgent) ? app.LostTags.Take(clientId, null) : null;
        var tag = frame.Tag ?? token?.Tag ?? lost?.Tag;
        return new Session(app, connection, clientId)
        {
            IsReconnect = frame.IsReconnect == true,
            Tag = tag is NoTag or "" ? null : tag,
            DeviceId = frame.DeviceId ?? frame.InstallationId ?? frame.DeviceToken ?? token?.DeviceId ?? lost?.DeviceId,
            PushAddresses = DeviceBinding.AddressesIn(frame),
            UserAgent = frame.UserAgent,
            Proof = token is null ? services.Tokens.NewProof() : services.Tokens.ProofOf(token, app.Options.RequireLoginSignature),
            Capabilities = (SessionCapabilities)(frame.ConfigurationBitmap ?? 0),
        };
    }

    /// <summary>False when another device keeps the tag, or the connection has closed meanwhile.</summary>
    async ValueTask<bool> RegisterAsync(ClientConnection connection, Session session)
    {
        var registration = await logins.Of(session.App).Homes.RegisterAsync(session).ConfigureAwait(false);
        connection.Bind(session.App);
        if (!registration.IsAccepted)
            return false;
        foreach (var displaced in registration.Displaced)
            await endings.DisplaceAsync(displaced).ConfigureAwait(false);
        foreach (var replaced in registration.Replaced)
            await endings.EndAsync(replaced, LoginRules.EndOf(replaced, session)).ConfigureAwait(false);
        if (!connection.TryAdd(session, out var earlier))
        {
            await endings.EndAsync(session, SessionEnd.Broken).ConfigureAwait(false);
            return false;
        }
        if (earlier is not null)
            await endings.EndAsync(earlier, SessionEnd.Replaced).ConfigureAwait(false);
        return true;
    }

    async ValueTask TellAsync(Session session, SessionFrame frame)
    {
        var (token, seconds) = session.IssueToken();
        session.Reply(frame, new SessionFrame
        {
            Operation = SessionOperations.Opened,
            ApplicationId = session.App.Id,
            Token = token,
            TokenTtl = seconds,
            ServerTimestamp = services.Clock.Now,
        });
        endings.TellOnline(session);
        if (LateListeners.Includes(frame))
            await LateListeners.ReadyAsync(services.Clock).ConfigureAwait(false);
        var told = new ToldMessages();
        try
        {
            if (await logins.Of(session.App).Homes.TakeRoomAsync(session.ClientId, session.DeviceId).ConfigureAwait(false) is { } roomId)
                await places.Of(session.App, roomId).ReturnAsync(session, roomId).ConfigureAwait(false);
            await missed.TellAsync(session, frame, told).ConfigureAwait(false);
            await _patches.TellAsync(session, frame).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or NodeEndedException)
        {
            // It would believe that it has missed nothing. It comes back later, as after any connection that broke.
            services.Log.LogFault(exception, "telling a client what it missed");
            session.Connection.Close(ErrorCodes.InternalError, isAbnormal: true);
        }
        catch (Exception exception)
        {
            services.Log.LogFault(exception, "telling a client what it missed");
        }
        session.Release(told);
        await DeviceBinding.BindAsync(session).ConfigureAwait(false);
    }
}
