using LeanRx.Common.Internal;
using LeanRx.Protocol;

namespace LeanRx.Connections.Internal;

/// <summary>From the route to the login.</summary>
internal sealed partial class Connection
{
    public void OnRoute(ServerRoute route)
    {
        if (Stage != ConnectionStage.Routing)
            return;
        if (RouteCache.Fault(_parts.Options, route) is { } fault)
            End(new InvalidResponseException(fault));
        else
            Dial(_parts.Routes.Keep(route));
    }

    public void OnNoRoute(Exception cause)
    {
        if (Stage == ConnectionStage.Routing)
            End(cause as LeanRxException ?? new ConnectionLostException($"The router {_parts.Options.Server} gave no route: {cause.Message}", null, cause));
    }

    public void OnDialled()
    {
        if (Stage == ConnectionStage.Dialling)
            LogIn();
    }

    public void OnSigned(FrameSignature? signature)
    {
        if (Stage != ConnectionStage.Signing)
            return;
        Enter(ConnectionStage.LoggingIn);
        _socket.Send(_login.Compose(signature));
    }

    public void OnNotSigned(Exception cause)
    {
        if (Stage == ConnectionStage.Signing)
            End(cause as LeanRxException ?? new ConnectionLostException($"The login at {_address} was not signed: {cause.Message}", null, cause));
    }

    void Dial(Uri address)
    {
        _address = address;
        Enter(ConnectionStage.Dialling);
        try
        {
            _socket.Dial(address);
        }
        catch (Exception exception)
        {
            End(new ConnectionLostException($"Dialling {address} failed: {exception.Message}", null, exception));
        }
    }

    void LogIn()
    {
        Enter(ConnectionStage.Signing);
        _login.Sign();
    }

    void OnLoginReply(Frame frame)
    {
        if (!_login.IsReply(frame) && !IsPush(frame))
            return;
        if (frame is SessionFrame { Operation: SessionOperations.Opened } opened)
            Open(opened);
        else if (Replies.Refusal(frame) is { } refusal)
            OnRefused(refusal);
    }

    void OnRefused(ServerRejectedException refusal)
    {
        if (refusal.Code == ErrorCodes.SessionTokenExpired && _login.GiveUpToken() && Stage == ConnectionStage.LoggingIn)
            LogIn();
        else
            EndSession(refusal);
    }

    void Open(SessionFrame opened)
    {
        _parts.Memory.Note(opened);
        Enter(ConnectionStage.Open, Timeout.InfiniteTimeSpan);
        _keepAlive = new KeepAlive(_parts.Options, _parts.Clock);
        _parts.Line.OnOpened();
        _owner.OnOpened(this);
    }
}
