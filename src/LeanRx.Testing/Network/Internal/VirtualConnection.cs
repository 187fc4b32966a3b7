using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using LeanRx.Protocol;
using LeanRx.Server;

namespace LeanRx.Testing.Internal;

/// <summary>
/// One connection of the virtual network: the client's transport on one side, the engine's host on the other. Either side may think it open while the
/// other knows that it is not: the client hangs up and its last payloads are still under way, or nothing passes and nobody was told.
/// </summary>
internal sealed class VirtualConnection(VirtualNetwork network, string subprotocol) : ITransportConnection, IFrameSink
{
    /// <summary>As a server over real sockets pings by default.</summary>
    static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(24), PingTimeout = TimeSpan.FromSeconds(45);

    IObserver<TransportEvent>? _client;
    ServerConnection? _server;
    DateTimeOffset _lastToServer, _lastToClient;
    readonly double _shareToServer = network.Random.NextDouble(), _shareToClient = network.Random.NextDouble();

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
        network.Dials++;
        ToClient(Open);
        return Disposable.Create(this, static connection => connection.HangUp());
    }

    void Open()
    {
        if (_client is null)
            return;
        if (network.Current.RefusesDials || !network.TakesDial())
        {
            Tell(new TransportClose(1006, "The virtual network refuses dials."));
            return;
        }
        IsOpen = true;
        network.Add(this);
        _server = network.Server().Connect(this, new ConnectionInfo
        {
            Dialect = DialectOf(subprotocol),
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
        var (frame, fault) = network.Payloads.Decode(payload);
        if (frame is SessionFrame { Operation: SessionOperations.Open, PeerId: { } id })
            ClientIds.Add(id);
        else if (frame is SessionFrame { Operation: SessionOperations.Close, PeerId: { } gone })
            ClientIds.Remove(gone);
        for (var copies = CopiesOf(FrameDirection.Sent, frame); copies > 0; copies--)
            ToServer(() => Arrive(frame, fault));
    }

    void Arrive(Frame? frame, FrameFormatException? fault)
    {
        if (IsFrozenSending || _server is not { } server)
            return;
        if (frame is null)
            server.Reject(fault!);
        else
            _ = server.ReceiveAsync(frame).AsTask();
    }

    public void Send(Frame frame)
    {
        if (_server is null)
            return;
        var copies = CopiesOf(FrameDirection.Received, frame);
        if (copies == 0)
            return;
        var payload = network.Payloads.Encode(frame);
        for (; copies > 0; copies--)
            ToClient(() =>
            {
                if (!IsFrozenReceiving)
                    _client?.OnNext(TransportEvent.Received(payload, isText: true));
            });
    }

    public void Send(Broadcast broadcast, string peerId) => Send(broadcast.Frame with { PeerId = peerId });

    public void Close(int code, string reason) => ToClient(() =>
    {
        if (!IsFrozenReceiving)
            Break(code, reason);
        else
            LeaveServer(isClean: false);
    });

    /// <summary>Answered by the client's end of the socket, whatever the client does.</summary>
    public void Ping() => ToClient(() =>
    {
        if (!IsFrozenReceiving && IsOpen)
            ToServer(() =>
            {
                if (!IsFrozenSending)
                    _server?.Hear();
            });
    });

    /// <summary>Both sides learn at once that the connection is gone; what is under way is lost.</summary>
    public void Break(int code, string reason)
    {
        var client = _client;
        _client = null;
        IsOpen = false;
        LeaveServer(isClean: false);
        client?.OnNext(TransportEvent.Closed(new TransportClose(code, reason)));
        client?.OnCompleted();
    }

    /// <summary>The client hangs up. The server learns of it behind what the client sent before, unless nothing passes any more.</summary>
    void HangUp()
    {
        _client = null;
        IsOpen = false;
        if (_server is not null)
            ToServer(() =>
            {
                if (!IsFrozenSending)
                    LeaveServer(isClean: true);
            });
    }

    void LeaveServer(bool isClean)
    {
        network.Remove(this);
        var server = _server;
        _server = null;
        if (server is not null)
            _ = server.DisconnectAsync(isClean).AsTask();
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
        var conditions = network.Current;
        if (Chance(conditions.CutRate))
        {
            network.Scheduler.Schedule(() => Break(1006, "The virtual network lost the connection."));
            return 0;
        }
        var clientId = frame?.PeerId ?? ClientIds.FirstOrDefault();
        var isMeant = conditions.DropDirection is not { } meant || meant == direction;
        var copies = network.TakeSingle(clientId, direction, frame)?.Copies ?? (isMeant && Chance(conditions.DropRate) ? 0 : Chance(conditions.DuplicateRate) ? 2 : 1);
        if (copies == 0)
            network.Note(new LostFrame(network.Scheduler.Now, clientId, direction, frame));
        return copies;
    }

    bool Chance(double rate) => rate > 0 && network.Random.NextDouble() < rate;

    void ToServer(Action action) => After(ref _lastToServer, _shareToServer, action);

    void ToClient(Action action) => After(ref _lastToClient, _shareToClient, action);

    void After(ref DateTimeOffset last, double share, Action action)
    {
        var conditions = network.Current;
        var due = network.Scheduler.Now + conditions.Latency;
        if (conditions.Jitter > TimeSpan.Zero)
            due += conditions.Jitter * network.Random.NextDouble();
        if (conditions.Skew > TimeSpan.Zero)
            due += conditions.Skew * share;
        last = due > last ? due : last;
        network.Scheduler.Schedule(last, action);
    }
}
