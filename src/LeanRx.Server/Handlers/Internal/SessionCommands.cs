using LeanRx.Protocol;
using LeanRx.Server.Connections.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Signing.Internal;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.1
/// <summary>The rest of <c>session</c>: logout, token refresh, online queries.</summary>
internal sealed class SessionCommands(EngineServices services, LoginDirectories logins, OpenCommand open, SessionEndings endings)
{
    public ValueTask HandleAsync(ClientConnection connection, SessionFrame frame)
    {
        if (frame.Operation == SessionOperations.Open)
            return open.HandleAsync(connection, frame);
        var session = CommandChecks.SessionOf(connection, frame);
        FrameDoors.Require(frame);
        return frame.Operation switch
        {
            SessionOperations.Close => CloseAsync(session, frame),
            SessionOperations.Query => QueryAsync(session, frame),
            SessionOperations.Refresh => RefreshAsync(session, frame),
            _ => throw CommandChecks.Unknown(frame, frame.Operation),
        };
    }

    async ValueTask CloseAsync(Session session, SessionFrame frame)
    {
        await session.App.Kicks.NoteLogoutAsync(session.ClientId, session.Proof.LoginId).ConfigureAwait(false);
        session.Reply(frame, new SessionFrame { Operation = SessionOperations.Closed });
        await endings.EndAsync(session, SessionEnd.LoggedOut).ConfigureAwait(false);
        await DeviceBinding.UnbindAsync(session).ConfigureAwait(false);
    }

    async ValueTask QueryAsync(Session session, SessionFrame frame)
    {
        CommandChecks.Count(session, RateKind.Other, frame, frame.Operation);
        var asked = (frame.ClientIds ?? []).Where(id => id is not null).Take(services.Limits.MaxOnlineQuery);
        var online = await logins.Of(session.App).Homes.FindOnlineAsync(asked).ConfigureAwait(false);
        session.Reply(frame, new SessionFrame { Operation = SessionOperations.QueryResult, OnlineClientIds = online });
    }

    async ValueTask RefreshAsync(Session session, SessionFrame frame)
    {
        CommandChecks.Count(session, RateKind.Other, frame, frame.Operation);
        await services.Tokens.PrepareAsync().ConfigureAwait(false);
        var mustSign = session.App.Options.RequireLoginSignature;
        var isSigned = mustSign && new SignatureVerifier(session.App).IsLogin(frame.Signature, session.ClientId);
        // The original SDKs ask only when their token has expired, and the session is open; more is wanted where logins are signed.
        var token = frame.Token is not { } text ? null : mustSign ? session.App.TokenOf(text) : services.Tokens.ReadEvenExpired(text);
        var isKnown = token is not null && token.ClientId == session.ClientId && token.ApplicationId == session.App.Id;
        if (!isKnown && !isSigned && frame.Token is not null)
            throw new OperationRefusedException(ErrorCodes.SessionTokenExpired, "The session token is not or no longer good.");
        if (!isKnown && !isSigned && mustSign)
            throw new OperationRefusedException(ErrorCodes.SignatureFailed, "The refresh needs the old token or a valid signature.");
        if (mustSign)
            session.Proof = isSigned ? services.Tokens.NewProof() with { LoginId = session.Proof.LoginId }
                : services.Tokens.ProofOf(token!, isSignatureRequired: true) with { LoginId = session.Proof.LoginId };
        if (session.Proof.Until <= services.Clock.Now)
            throw new OperationRefusedException(ErrorCodes.SessionTokenExpired, "The login is older than any token of it may become: log in again.");
        var (fresh, seconds) = session.IssueToken();
        session.Reply(frame, new SessionFrame { Operation = SessionOperations.Refreshed, Token = fresh, TokenTtl = seconds });
    }
}
