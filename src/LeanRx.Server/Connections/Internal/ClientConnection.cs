using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Connections.Internal;

/// <summary>One connection: its sessions, its window of commands in work, and its silence.</summary>
internal sealed class ClientConnection : ServerConnection, ISessionConnection
{
    const int LoginFrameBytes = 64 * 1024;

    /// <summary>Pages of history that are made at a time; a further request is read when one of them waits to be written.</summary>
    const int MaxPendingPages = 4;

    readonly IConnectionHost _host;
    readonly EngineServices _services;
    readonly IFrameSink _sink;
    readonly CommandWindow _window;
    readonly CommandWindow _pages = new(MaxPendingPages);
    readonly IdleWatch _idle;
    readonly CancellationTokenSource _closing = new();
    readonly ConnectionSessions _sessions = new();

    public ClientConnection(IConnectionHost host, EngineServices services, IFrameSink sink, ClientConnectionInfo info)
    {
        _host = host;
        _services = services;
        _sink = sink;
        Info = info;
        Number = services.NextNumber();
        _window = new CommandWindow(services.Limits.MaxPendingCommands);
        _idle = new IdleWatch(services, this);
    }

    public ClientConnectionInfo Info { get; }

    public long Number { get; }

    /// <summary>The application, once a login has named it.</summary>
    public Application? App { get; private set; }

    public override int MaxFrameBytes => HasLoggedIn ? _services.Limits.MaxFrameBytes : Math.Min(_services.Limits.MaxFrameBytes, LoginFrameBytes);

    /// <summary>True from the first login on.</summary>
    public bool HasLoggedIn => App is not null;

    public bool IsClosed => _sessions.IsClosed;

    /// <summary>Ends with the connection: what is done for it alone is called off.</summary>
    public CancellationToken Closed => _closing.Token;

    public IReadOnlyList<Session> Sessions => _sessions.All;

    public int SessionCount => _sessions.Count;

    /// <summary>Begins to watch for silence.</summary>
    public void Start() => _idle.Start();

    public override ValueTask ReceiveAsync(Frame frame)
    {
        if (IsClosed || _host.IsStopping)
            return default;
        _idle.Heard();
        if (frame is HeartbeatFrame)
        {
            Send(frame);
            return default;
        }
        if (frame is SessionFrame { Operation: SessionOperations.Close } && _window.Pending > 0)
            return HandleLastAsync(frame);
        return Handle(frame);
    }

    ValueTask Handle(Frame frame)
    {
        BeginCommand();
        _services.InFlight.Begin();
        var work = _host.HandleAsync(this, frame);
        if (!work.IsCompletedSuccessfully)
            return frame is SessionFrame ? FinishAsync(work) : ContinueAsync(work, isPage: frame is LogsFrame);
        Finish();
        return _window.OpenAsync();
    }

    public override void NotifyActivity() => _idle.Heard();

    /// <summary>Has the peer asked for a sign of life.</summary>
    public void Ping()
    {
        try
        {
            _sink.Ping();
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    public override void Reject(int code, string reason)
    {
        _services.Log.LogRejected(Info.RemoteAddress, code, reason);
        _services.Telemetry.OnRefused(code, App?.Statistics);
        Close(code, isAbnormal: true);
    }

    public override void Reject(FrameFormatException fault)
    {
        if (fault.Request is not { } request)
        {
            Reject(ErrorCodes.UnparseableRawMessage, fault.Message);
            return;
        }
        _idle.Heard();
        Refuse(request, ErrorCodes.UnparseableRawMessage, fault.Message);
    }

    public override ValueTask DisconnectAsync(bool isClean)
    {
        _sessions.TryClose();
        _idle.Dispose();
        _host.Forget(this);
        _closing.Cancel();
        return _host.EndAllAsync(Sessions, isClean ? SessionEnd.Disconnected : SessionEnd.Broken);
    }

    public int? CloseCode => _sessions.CloseCode;

    /// <summary>Closes from this side. The sessions end at once; a host's later <see cref="DisconnectAsync"/> finds none.</summary>
    public void Close(int code, bool isAbnormal) => Close(code, ErrorCodes.NameOf(code), isAbnormal ? SessionEnd.Broken : SessionEnd.Disconnected);

    public void Close(int code, string reason, SessionEnd end)
    {
        if (!_sessions.TryClose(code))
            return;
        _idle.Dispose();
        _sink.Close(code, reason);
        _host.Forget(this);
        _closing.Cancel();
        _ = _host.EndAllAsync(Sessions, end).AsTask();
    }

    public void Send(Frame frame)
    {
        if (IsClosed)
            return;
        _idle.Said();
        try
        {
            _sink.Send(frame);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    public void Send(in AcceptedSend answer)
    {
        if (IsClosed)
            return;
        _idle.Said();
        try
        {
            _sink.Send(answer);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    /// <summary>Completes when there is room for more of what a client is told after its login.</summary>
    public Task RoomAsync() => IsClosed ? Task.CompletedTask : _sink.RoomAsync();

    public void Send(FanOutFrame broadcast, string peerId)
    {
        if (IsClosed)
            return;
        _idle.Said();
        try
        {
            _sink.Send(broadcast, peerId);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    // protocol.md §3.7, §4.10.2
    /// <summary>Answers a request that cannot be done. What expects no answer gets none.</summary>
    public override void Refuse(Frame request, int code, string detail) => Refuse(request, new OperationRefusedException(code, detail));

    /// <summary>The same, with what a hook of the application has to say.</summary>
    public void Refuse(Frame request, OperationRefusedException refusal)
    {
        var (code, detail) = (refusal.Code, refusal.Message);
        _services.Telemetry.OnRefused(code, App?.Statistics);
        var peerId = request.PeerId ?? SessionOf(request)?.ClientId;
        if (request is DirectFrame direct)
            Send(new AckFrame
            {
                SerialId = direct.SerialId,
                PeerId = peerId,
                ConversationId = direct.ConversationId,
                MessageUid = "",
                Timestamp = _services.Clock.Now,
                Code = code,
                Reason = ErrorCodes.NameOf(code),
                ApplicationCode = refusal.ApplicationCode,
                ApplicationMessage = refusal.ApplicationMessage,
                Detail = detail
            });
        else if (request is not AckFrame)
            Send(new ErrorFrame
            {
                SerialId = request.SerialId,
                PeerId = peerId,
                Code = code,
                Reason = ErrorCodes.NameOf(code),
                ApplicationCode = refusal.ApplicationCode,
                ApplicationMessage = refusal.ApplicationMessage,
                Detail = detail
            });
    }

    public void Retry(Frame request) => _ = Handle(request).AsTask();

    public void BeginCommand() => _window.Begin();

    public void EndCommand() => _window.End();

    /// <summary>Ties the connection to an application: the first login decides.</summary>
    public void Bind(Application app) => App ??= app;

    public Session? Find(string clientId) => _sessions.Find(clientId);

    /// <summary>The session that a frame means.</summary>
    public Session? SessionOf(Frame frame) => _sessions.Of(frame);

    /// <summary>Takes in a session. False when the connection has closed meanwhile.</summary>
    /// <param name="replaced">The one that this client had here before.</param>
    public bool TryAdd(Session session, out Session? replaced) => _sessions.TryAdd(session, out replaced);

    public void Remove(Session session) => _sessions.Remove(session);

    /// <summary>A logout waits for the commands before it, so that their answers come before its own.</summary>
    async ValueTask HandleLastAsync(Frame frame)
    {
        await _window.EmptyAsync().ConfigureAwait(false);
        await Handle(frame).ConfigureAwait(false);
    }

    /// <summary>A sink that throws loses its connection, and nobody else notices.</summary>
    void Fail(Exception exception)
    {
        _services.Log.LogFault(exception, "sending to a connection");
        Close(ErrorCodes.InternalError, isAbnormal: true);
    }

    /// <summary>A login changes what the frames behind it mean, so they wait for it.</summary>
    async ValueTask FinishAsync(ValueTask work)
    {
        await work.ConfigureAwait(false);
        Finish();
        await _window.OpenAsync().ConfigureAwait(false);
    }

    ValueTask ContinueAsync(ValueTask work, bool isPage)
    {
        if (isPage)
            _pages.Begin();
        _ = RunAsync();
        return isPage ? ReadyAsync() : _window.OpenAsync();

        async Task RunAsync()
        {
            await work.ConfigureAwait(false);
            Finish();
            if (isPage)
                _pages.End();
        }
    }

    async ValueTask ReadyAsync()
    {
        await _pages.OpenAsync().ConfigureAwait(false);
        await _window.OpenAsync().ConfigureAwait(false);
    }

    void Finish()
    {
        EndCommand();
        _services.InFlight.End();
    }
}
