using System.Buffers;
using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using LeanRx.Protocol;
using LeanRx.Server;

namespace LeanRx.Testing.Internal;

/// <summary>One connection of the virtual network: the client's transport on one side, the engine's host on the other.</summary>
internal sealed class VirtualConnection(VirtualNetwork network, string subprotocol) : ITransportConnection, IFrameSink
{
    readonly JsonFrameCodec _codec = new();
    readonly CompositeDisposable _underWay = [];
    IObserver<TransportEvent>? _client;
    ServerConnection? _server;
    DateTimeOffset _lastToServer, _lastToClient;

    public bool IsOpen { get; private set; }

    public bool IsFrozen { get; set; }

    public string? ClientId { get; private set; }

    public IDisposable Subscribe(IObserver<TransportEvent> observer)
    {
        _client = observer;
        network.Dials++;
        After(ref _lastToClient, Open);
        return Disposable.Create(this, static connection => connection.Hang());
    }

    void Open()
    {
        if (network.Current.RefusesDials)
        {
            Tell(new TransportClose(1006, "The virtual network refuses dials."));
            return;
        }
        IsOpen = true;
        network.Add(this);
        _server = network.Server().Connect(this, new ConnectionInfo { Dialect = DialectOf(subprotocol), RemoteAddress = "virtual" });
        _client?.OnNext(TransportEvent.Opened());
    }

    static Dialect DialectOf(string subprotocol) => subprotocol switch
    {
        Subprotocols.Json2 => Dialect.UnreadCounts,
        Subprotocols.Json3 => Dialect.UnreadCountsUntilRead,
        _ => Dialect.OfflineMessages,
    };

    public void Send(ReadOnlyMemory<byte> payload, bool isText)
    {
        if (!IsOpen || !Passes())
            return;
        Times(() => After(ref _lastToServer, () => Arrive(payload)));
    }

    void Arrive(ReadOnlyMemory<byte> payload)
    {
        if (!IsOpen || IsFrozen)
            return;
        Frame frame;
        try
        {
            frame = _codec.Decode(payload.Span);
        }
        catch (FrameFormatException exception)
        {
            _server!.Reject(ErrorCodes.UnparseableRawMessage, exception.Message);
            return;
        }
        if (frame is SessionFrame { Operation: SessionOperations.Open, PeerId: { } id })
            ClientId = id;
        _ = _server!.ReceiveAsync(frame).AsTask();
    }

    public void Send(Frame frame)
    {
        if (!IsOpen || !Passes())
            return;
        var output = new ArrayBufferWriter<byte>();
        _codec.Encode(frame, output);
        var payload = output.WrittenMemory;
        Times(() => After(ref _lastToClient, () =>
        {
            if (IsOpen && !IsFrozen)
                _client?.OnNext(TransportEvent.Received(payload, isText: true));
        }));
    }

    public void Send(Broadcast broadcast, string peerId) => Send(broadcast.Frame with { PeerId = peerId });

    public void Close(int code, string reason) => After(ref _lastToClient, () => Break(code, reason));

    /// <summary>Both sides learn that the connection is gone.</summary>
    public void Break(int code, string reason)
    {
        if (!IsOpen)
            return;
        var client = _client;
        Hang(isClean: false);
        client?.OnNext(TransportEvent.Closed(new TransportClose(code, reason)));
        client?.OnCompleted();
    }

    /// <summary>The client hung up; the server learns of it, unless nothing passes any more.</summary>
    void Hang(bool isClean = true)
    {
        _client = null;
        _underWay.Dispose();
        network.Remove(this);
        if (!IsOpen)
            return;
        IsOpen = false;
        _ = _server!.DisconnectAsync(isClean).AsTask();
    }

    void Tell(TransportClose close)
    {
        var client = _client;
        _client = null;
        client?.OnNext(TransportEvent.Closed(close));
        client?.OnCompleted();
    }

    bool Passes()
    {
        if (IsFrozen)
            return false;
        if (Chance(network.Current.CutRate))
        {
            network.Scheduler.Schedule(() => Break(1006, "The virtual network lost the connection."));
            return false;
        }
        return !Chance(network.Current.DropRate);
    }

    void Times(Action send)
    {
        send();
        if (Chance(network.Current.DuplicateRate))
            send();
    }

    bool Chance(double rate) => rate > 0 && network.Random.NextDouble() < rate;

    void After(ref DateTimeOffset last, Action action)
    {
        var conditions = network.Current;
        var due = network.Scheduler.Now + conditions.Latency + conditions.Jitter * network.Random.NextDouble();
        last = due > last ? due : last;
        _underWay.Add(network.Scheduler.Schedule(last, action));
    }
}
