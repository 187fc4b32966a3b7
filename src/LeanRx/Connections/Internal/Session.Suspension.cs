namespace LeanRx.Connections.Internal;

/// <summary>The life of the application around a session: background and sleep.</summary>
internal sealed partial class Session
{
    bool _isSuspended;

    void BeginSuspension()
    {
        if (_isSuspended || !_connector.IsRunning || !_closes.IsEmpty)
            return;
        _isSuspended = true;
        _network.Stop();
        LetGo(new ConnectionLostException("The client was suspended.", null, null));
        SetState(new ConnectionState.Suspended());
    }

    void EndSuspension()
    {
        if (_isSuspended)
            _network.Start();
        else if (_connector.IsRunning)
            _connector.OnNetworkChanged();
        if (_isSuspended)
            DialAnew(new ConnectionLostException("The client was suspended.", null, null));
        _isSuspended = false;
    }

    void Redial()
    {
        if (!_connector.IsRunning || !_closes.IsEmpty)
            return;
        var cause = new ConnectionLostException("The application asked to connect anew (ReconnectNow).", null, null);
        LetGo(cause);
        DialAnew(cause);
    }

    void LetGo(ConnectionLostException cause)
    {
        var wasOpen = _connector.Stage == ConnectionStage.Open;
        _connector.LetGo();
        if (wasOpen)
            OnLost(cause);
    }

    void DialAnew(ConnectionLostException cause)
    {
        SetState(_connector.WasOpen ? new ConnectionState.Reconnecting
        {
            Attempt = 1,
            RetryIn = TimeSpan.Zero,
            Cause = cause,
        } : new ConnectionState.Connecting());
        _connector.DialAnew();
    }
}
