using LeanRx.Common.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>How it ends, and what is said about it.</summary>
internal sealed partial class Connection
{
    public void OnSocketClosed(TransportClose close)
    {
        if (Stage != ConnectionStage.Ended)
            End(CauseOf(close));
    }

    public void LogOut()
    {
        Enter(ConnectionStage.LoggingOut, LogoutTimeout);
        _logoutSerialId = _parts.SerialIds.Next();
        _socket.Send(new SessionFrame { Operation = SessionOperations.Close, SerialId = _logoutSerialId, PeerId = _parts.Options.ClientId });
    }

    /// <summary>Closes everything; the owner hears nothing more.</summary>
    public void Abandon()
    {
        Enter(ConnectionStage.Ended, Timeout.InfiniteTimeSpan);
        _probeDue = SessionClock.Never;
        _keepAlive = null;
        _login.Dispose();
        _parts.Release(_lookup);
        _parts.Release(_socket);
    }

    void OnSessionClosed(SessionFrame closed)
    {
        if (Stage != ConnectionStage.LoggingOut && Replies.Refusal(closed) is { } refusal)
            OnRefused(refusal);
        else
            EndSession(new ConnectionLostException($"The server at {_address} closed the session."));
    }

    void FinishLogout()
    {
        Abandon();
        _owner.OnLoggedOut(this);
    }

    /// <summary>The server has said that the session is over.</summary>
    void EndSession(LeanRxException cause)
    {
        _socket.OnSessionEnded();
        End(cause);
    }

    void End(LeanRxException cause)
    {
        if (Stage == ConnectionStage.LoggingOut)
        {
            FinishLogout();
            return;
        }
        if (Stage is ConnectionStage.Dialling or ConnectionStage.Signing or ConnectionStage.LoggingIn)
            _parts.Routes.Turn();
        var wasOpen = Stage == ConnectionStage.Open;
        Abandon();
        _owner.OnEnded(this, cause, wasOpen);
    }

    ConnectionLostException CauseOf(TransportClose close)
    {
        if (Stage == ConnectionStage.Dialling && close.Cause is ConnectionLostException { CloseCode: 1006 } failure)
            return failure;
        var why = close.Reason is { Length: > 0 } reason ? reason : close.Cause?.Message ?? "no reason given";
        var what = Stage == ConnectionStage.Dialling ? $"Dialling {_address} failed" : $"{_address} closed the connection with {close.Code}";
        return new ConnectionLostException($"{what}: {why}", close.Code, close.Cause);
    }

    static string Doing(ConnectionStage stage) => stage switch
    {
        ConnectionStage.Routing => "looking up the route",
        ConnectionStage.Dialling => "dialling",
        ConnectionStage.Signing => "signing the login",
        _ => "logging in",
    };
}
