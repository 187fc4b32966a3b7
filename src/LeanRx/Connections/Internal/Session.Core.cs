using LeanRx.Common.Internal;
using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;
using LeanRx.Runtime.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>What happens inside the serial gate: one thing at a time, without waiting.</summary>
internal sealed partial class Session : IConnectorOwner
{
    void BeginOpen(OpenRequest request)
    {
        if (request.IsDecided)
            return;
        if (_disposed)
        {
            request.Registration.Dispose();
            request.Fail(Disposed());
            return;
        }
        if (!_closes.IsEmpty)
            FinishClose();
        _opens.Add(request, Clock.After(Options.OpenTimeout));
        if (_connector.Stage == ConnectionStage.Open)
            _opens.Succeed();
        else if (_isSuspended)
            EndSuspension();
        else if (!_connector.IsRunning)
            StartConnector();
    }

    void StartConnector()
    {
        _commands.Refusal = null;
        _commands.IsOpenAsked = true;
        SetState(new ConnectionState.Connecting());
        _network.Start();
        _connector.Start();
    }

    void CancelOpen(OpenRequest request)
    {
        var cause = _connector.LastCause;
        var message = $"Connecting to {Options.Server} was cancelled: {cause?.Message ?? "no answer yet."}";
        if (request.IsDecided)
            return;
        // The token may have been faster than the call itself, which is then not among those that wait.
        _opens.Remove(request);
        request.Fail(new OperationCanceledException(message, cause, request.CancellationToken));
        StopUnlessWanted(new ConnectionLostException(message, null, cause));
    }

    void ExpireOpens(TimeSpan now)
    {
        while (_opens.TakeExpired(now) is { } request)
        {
            var cause = _connector.LastCause;
            var exception = new ConnectionLostException($"Could not connect to {Options.Server} within {Text.Of(Options.OpenTimeout)}: " +
                $"{cause?.Message ?? "no answer yet."}", CloseCodeOf(cause), cause);
            request.Fail(exception);
            StopUnlessWanted(exception);
        }
    }

    /// <summary>The first login was given up: nobody waits for it any more.</summary>
    void StopUnlessWanted(LeanRxException cause)
    {
        if (_opens.Count > 0 || !_connector.IsRunning || _connector.WasOpen || Options.KeepTrying)
            return;
        _connector.Stop();
        _network.Stop();
        _commands.IsOpenAsked = false;
        SetState(new ConnectionState.Disconnected { Cause = cause });
    }

    void BeginClose(CloseRequest request)
    {
        _closes.Add(request);
        _commands.Refusal = _disposed ? Disposed() : Closed();
        _opens.Fail(_commands.Refusal);
        switch (_connector.Stage)
        {
            case ConnectionStage.Open when !request.IsHurried:
                _commands.Writer = null;
                _connector.LogOut();
                break;
            case ConnectionStage.LoggingOut when !request.IsHurried:
                break;
            default:
                FinishClose();
                break;
        }
    }

    void BeginDispose(CloseRequest request)
    {
        _disposed = true;
        BeginClose(request);
    }

    void HurryClose(CloseRequest request)
    {
        request.IsHurried = true;
        if (_closes.Contains(request))
            FinishClose();
    }

    void FinishClose()
    {
        var wasOpen = _connector.Stage is ConnectionStage.Open or ConnectionStage.LoggingOut;
        var wasRunning = _connector.IsRunning || _isSuspended;
        _isSuspended = false;
        _connector.Stop();
        EndClose(wasOpen, wasRunning);
    }

    void EndClose(bool wasOpen, bool wasRunning)
    {
        _network.Stop();
        _commands.Writer = null;
        _commands.IsOpenAsked = false;
        if (wasOpen)
            Tell(static handler => handler.OnLost());
        _commands.FailAll(_commands.Refusal ?? Closed());
        if (wasRunning)
            SetState(new ConnectionState.Disconnected());
        if (_disposed)
            CompleteStreams();
        _closes.Succeed();
    }

    void CompleteStreams()
    {
        Tell(static handler => handler.OnClosed());
        _handler = null;
        _states.Complete();
        _frames.Complete();
        _faults.Complete();
    }

    void Write(Frame frame)
    {
        if (_commands.Writer is { } writer)
            writer.Send(frame.PeerId is null ? frame with { PeerId = Options.ClientId } : frame);
    }

    void OnAlarm(int number)
    {
        if (!_alarm.Acknowledge(number))
            return;
        var now = Clock.Elapsed;
        _network.OnDue(now);
        _connector.OnDue(now);
        _commands.Expire(now);
        ExpireOpens(now);
    }

    void SetAlarm() => _alarm.Set(SessionClock.Earlier(_network.NextDue,
        SessionClock.Earlier(_connector.NextDue, SessionClock.Earlier(_commands.NextDue, _opens.NextDue))));

    void SetState(ConnectionState state)
    {
        Telemetry.OnConnected(state is ConnectionState.Connected);
        _states.Set(state);
        _log.Changed(state);
    }

    void IConnectorOwner.OnOpened(bool isReconnect)
    {
        _commands.Writer = _connector;
        SetState(new ConnectionState.Connected { IsReconnect = isReconnect });
        _commands.Flush();
        _opens.Succeed();
        Tell(handler => handler.OnOpened(isReconnect, _parts.Memory.ServerTime));
    }

    void IConnectorOwner.OnFrame(Frame frame) => OnFrame(frame);

    void IConnectorOwner.OnAck(in PlainAck ack)
    {
        if (!_commands.Answer(ack))
            OnFrame(ack.ToFrame());
    }

    void OnFrame(Frame frame)
    {
        if (frame.SerialId is { } serialId and not 0)
        {
            if (_commands.Answer(serialId, frame))
                return;
            _log.Unclaimed(frame);
            Tell(handler => handler.OnUnclaimed(frame));
        }
        else if (Replies.Refusal(frame) is { } refusal)
        {
            Report(new Fault(FaultKind.Server, refusal.Message, refusal));
        }
        else
        {
            Push(frame);
        }
    }

    void IConnectorOwner.OnText(TextMessage message)
    {
        try
        {
            _handler?.OnText(message);
        }
        catch (Exception exception)
        {
            OnMistake(exception);
        }
    }

    void IConnectorOwner.OnUnreadable(int serialId, FrameFormatException cause) => _commands.AnswerUnreadable(serialId, cause);

    void IConnectorOwner.OnRetry(bool wasOpen, int attempt, TimeSpan retryIn, LeanRxException cause)
    {
        if (wasOpen)
            OnLost(cause);
        if (cause is ConnectionLostException { IsTransient: false })
        {
            // Waiting does not mend it, so nobody is left to wait for it; that the client goes on is the policy's word.
            _opens.Fail(CouldNotConnect(cause));
        }
        Telemetry.OnRetry(cause);
        SetState(new ConnectionState.Reconnecting { Attempt = attempt, RetryIn = retryIn, Cause = cause });
    }

    void IConnectorOwner.OnGaveUp(bool wasOpen, LeanRxException cause)
    {
        _network.Stop();
        if (wasOpen)
            OnLost(cause);
        _commands.IsOpenAsked = false;
        // A login that was refused is no refusal of what waited for it.
        var refusal = new ConnectionLostException($"The client is disconnected, call OpenAsync to connect again. {cause.Message}", null, cause);
        _commands.Refusal = refusal;
        _commands.FailAll(refusal);
        SetState(new ConnectionState.Disconnected { Cause = cause });
        _opens.Fail(CouldNotConnect(cause));
    }

    void IConnectorOwner.OnLoggedOut() => EndClose(wasOpen: true, wasRunning: true);

    void OnLost(LeanRxException cause)
    {
        _commands.OnLost(cause);
        Tell(static handler => handler.OnLost());
    }

    void Push(Frame frame)
    {
        try
        {
            _handler?.OnPush(frame);
        }
        catch (Exception exception)
        {
            OnMistake(exception);
        }
    }

    void Tell(Action<ISessionHandler> what)
    {
        try
        {
            if (_handler is { } handler)
                what(handler);
        }
        catch (Exception exception)
        {
            OnMistake(exception);
        }
    }

    LeanRxException CouldNotConnect(LeanRxException cause) => cause is ServerRejectedException refusal
        ? new ServerRejectedException($"Could not connect to {Options.Server}", refusal)
        : new ConnectionLostException($"Could not connect to {Options.Server}: {cause.Message}", CloseCodeOf(cause),
            cause)
        { IsTransient = cause is not ConnectionLostException { IsTransient: false } };

    static int? CloseCodeOf(LeanRxException? cause) => (cause as ConnectionLostException)?.CloseCode;

    public static ClientClosedException Closed() => new("The client was closed. Call OpenAsync to connect again.");

    public static ClientClosedException Disposed() => new("The client was disposed.");
}
