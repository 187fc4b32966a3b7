using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using LeanRx.Protocol;
using LeanRx.Server;
using LeanRx.Server.Hosting;

namespace LeanRx.Testing.Network.Internal;

/// <summary>
/// One connection of the virtual network: the client's transport on one side, the engine's host on the other. Either side may think it open while the
/// other knows that it is not: the client hangs up and its last payloads are still under way, or nothing passes and nobody was told.
/// </summary>
internal sealed class VirtualConnection : ITransportConnection, IFrameSink
{
    /// <summary>As a server over real sockets pings by default.</summary>
    static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(24), PingTimeout = TimeSpan.FromSeconds(45);

    /// <summary>Bytes of a ping and of its answer.</summary>
    const int PingBytes = 6;

    readonly VirtualNetwork _network;
    readonly string _subprotocol;
    readonly VirtualLine _up, _down;
    readonly double _shareToServer, _shareToClient;
    readonly Queue<(Frame? Frame, FrameFormatException? Fault)> _unread = new();
    IObserver<TransportEvent>? _client;
    ServerConnection? _server;
    SendBacklog? _backlog;
    DateTimeOffset _lastToServer, _lastToClient;

    public VirtualConnection(VirtualNetwork network, string subprotocol)
    {
        _network = network;
        _subprotocol = subprotocol;
        _shareToServer = network.Random.NextDouble();
        _shareToClient = network.Random.NextDouble();
        _up = new VirtualLine(network.Scheduler, Rate, PassToServer);
        _down = new VirtualLine(network.Scheduler, Rate, PassToClient);
    }

    /// <summary>The server that takes it; null before.</summary>
    public VirtualServer? Server { get; private set; }

    /// <summary>Whether the client thinks that it is open.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether nothing passes any more in one direction, as the client sees it; neither side is told.</summary>
    public bool IsFrozenSending { get; set; }

    public bool IsFrozenReceiving { get; set; }

    /// <summary>Those who have logged in on it and not out again.</summary>
    public HashSet<string> ClientIds { get; } = new(StringComparer.Ordinal);

    public IDisposable Subscribe(IObserver<TransportEvent> observer)
    {
        _client = observer;
        _network.Dials++;
        ToClient(Open);
        return Disposable.Create(this, static connection => connection.HangUp());
    }

    void Open()
    {
        if (_client is null)
            return;
        if (_network.Current.RefusesDials || !_network.TakesDial())
        {
            Tell(new TransportClose(1006) { Reason = "The virtual network refuses dials." });
            return;
        }
        _network.Add(this);
        Server = _network.Server();
        Server.Process.Do(Accept);
    }

    void Accept()
    {
        if (_client is null)
        {
            _network.Remove(this);
            return;
        }
        IsOpen = true;
        var engine = Server!.Engine;
        _backlog = engine.OpenBacklog(OnOverflow);
        _server = engine.Connect(this, new ClientConnectionInfo
        {
            Dialect = DialectOf(_subprotocol),
            RemoteAddress = "virtual",
            PingInterval = PingInterval,
            PingTimeout = PingTimeout,
        });
        _client?.OnNext(TransportEvent.Opened());
    }

    /// <summary>Whatever the encoding, the trailing number tells.</summary>
    static Dialect DialectOf(string subprotocol) => subprotocol.Split('.')[^1] switch
    {
        "2" => Dialect.UnreadCounts,
        "3" => Dialect.UnreadCountsUntilRead,
        _ => Dialect.OfflineMessages,
    };

    public void Send(ReadOnlyMemory<byte> payload, bool isText)
    {
        if (!IsOpen)
            return;
        var (frame, fault) = _network.Payloads.Decode(payload);
        if (frame is SessionFrame { Operation: SessionOperations.Open, PeerId: { } id })
            ClientIds.Add(id);
        else if (frame is SessionFrame { Operation: SessionOperations.Close, PeerId: { } gone })
            ClientIds.Remove(gone);
        for (var copies = CopiesOf(FrameDirection.Sent, frame); copies > 0; copies--)
            _up.Send(payload.Length, () => ToServer(() => Arrive(frame, fault)));
    }

    void Arrive(Frame? frame, FrameFormatException? fault)
    {
        if (IsFrozenSending || _server is null)
            return;
        _unread.Enqueue((frame, fault));
        if (_unread.Count == 1)
            _ = ReadAsync();
    }

    /// <summary>The server's host reads one frame after the other, and none while too many answers wait.</summary>
    async Task ReadAsync()
    {
        while (_unread.Count > 0)
        {
            await (_backlog?.AnswersTakenAsync() ?? Task.CompletedTask).ConfigureAwait(false);
            if (_unread.Count == 0 || _server is not { } server)
                break;
            var (frame, fault) = _unread.Peek();
            if (frame is null)
                server.Reject(fault!);
            else
                _ = server.ReceiveAsync(frame).AsTask();
            _unread.TryDequeue(out _);
        }
        _unread.Clear();
    }

    public void Send(Frame frame)
    {
        if (_server is null)
            return;
        var copies = CopiesOf(FrameDirection.Received, frame);
        if (copies == 0)
            return;
        var payload = _network.Payloads.Encode(frame);
        for (; copies > 0 && _backlog?.TryAdd(payload.Length, frame is HeartbeatFrame || frame.SerialId is not (null or 0)) == true; copies--)
            _down.Send(payload.Length, () => ToClient(() => Arrive(TransportEvent.Received(payload, isText: true))));
    }

    void Arrive(TransportEvent what)
    {
        if (!IsFrozenReceiving)
            _client?.OnNext(what);
    }

    public void Send(FanOutFrame broadcast, string peerId) => Send(broadcast.Frame with { PeerId = peerId });

    public Task RoomAsync(CancellationToken cancellationToken = default) => _backlog?.RoomAsync(cancellationToken) ?? Task.CompletedTask;

    public void Close(int code, string reason) => _down.Send(0, () => ToClient(() =>
    {
        if (!IsFrozenReceiving)
            Break(code, reason);
        else
            LeaveServer(isClean: false);
    }));

    /// <summary>Answered by the client's end of the socket, whatever the client does.</summary>
    public void Ping()
    {
        if (_backlog?.TryAdd(PingBytes, isAnswer: true) == true)
            _down.Send(PingBytes, () => ToClient(() =>
            {
                if (!IsFrozenReceiving && IsOpen)
                    _up.Send(PingBytes, HearFromClient);
            }));
    }

    void HearFromClient() => ToServer(() =>
    {
        if (!IsFrozenSending)
            _server?.NotifyActivity();
    });

    /// <summary>Both sides learn at once that the connection is gone; what is under way is lost.</summary>
    public void Break(int code, string reason)
    {
        var client = _client;
        _client = null;
        IsOpen = false;
        _up.Cut();
        _down.Cut();
        LeaveServer(isClean: false);
        client?.OnNext(TransportEvent.Closed(new TransportClose(code) { Reason = reason }));
        client?.OnCompleted();
    }

    /// <summary>The client hangs up. The server learns of it behind what the client sent before, unless nothing passes any more.</summary>
    void HangUp()
    {
        _client = null;
        IsOpen = false;
        _down.Cut();
        if (_server is not null)
            _up.Send(0, () => ToServer(() =>
            {
                if (!IsFrozenSending)
                    LeaveServer(isClean: true);
            }));
    }

    void LeaveServer(bool isClean)
    {
        _network.Remove(this);
        var server = _server;
        _server = null;
        _backlog?.Dispose();
        _backlog = null;
        if (server is not null)
            Server!.Process.Do(() => _ = server.DisconnectAsync(isClean).AsTask());
    }

    void Tell(TransportClose close)
    {
        var client = _client;
        _client = null;
        client?.OnNext(TransportEvent.Closed(close));
        client?.OnCompleted();
    }

    /// <summary>How often a payload arrives.</summary>
    int CopiesOf(FrameDirection direction, Frame? frame)
    {
        if (direction == FrameDirection.Sent ? IsFrozenSending : IsFrozenReceiving)
            return 0;
        var conditions = _network.Current;
        if (Chance(conditions.CutRate))
        {
            _network.Scheduler.Schedule(() => Break(1006, "The virtual network lost the connection."));
            return 0;
        }
        var clientId = frame?.PeerId ?? ClientIds.FirstOrDefault();
        var isMeant = conditions.DropDirection is not { } meant || meant == direction;
        var copies = _network.TakeSingle(clientId, direction, frame)?.Copies
            ?? (isMeant && Chance(conditions.DropRate) ? 0 : Chance(conditions.DuplicateRate) ? 2 : 1);
        if (copies == 0)
            _network.Note(new LostFrame { At = _network.Scheduler.Now, ClientId = clientId, Direction = direction, Frame = frame });
        return copies;
    }

    int? Rate() => _network.RateOf(ClientIds);

    void PassToServer(int bytes, bool isWhole)
    {
        if (!isWhole)
            HearFromClient();
    }

    void PassToClient(int bytes, bool isWhole)
    {
        if (_backlog?.Remove(bytes) == true)
            _server?.NotifyActivity();
        if (!isWhole)
            ToClient(() => Arrive(TransportEvent.Receiving(bytes, isText: true)));
    }

    /// <summary>Not at once: the engine is in the middle of something.</summary>
    void OnOverflow(BacklogOverflow overflow) => _network.Scheduler.Schedule(() => Break(1006, $"The server has cut the connection: {overflow}."));

    bool Chance(double rate) => rate > 0 && _network.Random.NextDouble() < rate;

    void ToServer(Action action) => After(ref _lastToServer, _shareToServer, () => Server!.Process.Do(action));

    void ToClient(Action action) => After(ref _lastToClient, _shareToClient, action);

    void After(ref DateTimeOffset last, double share, Action action)
    {
        var conditions = _network.Current;
        var due = _network.Scheduler.Now + conditions.Latency;
        if (conditions.Jitter > TimeSpan.Zero)
            due += conditions.Jitter * _network.Random.NextDouble();
        if (conditions.Skew > TimeSpan.Zero)
            due += conditions.Skew * share;
        last = due > last ? due : last;
        _network.Scheduler.Schedule(last, action);
    }
}
