using System.Reactive.Disposables;
using LeanRx.Common.Internal;
using LeanRx.Protocol;
using LeanRx.Transport.Internal;

namespace LeanRx.Sharing.Internal;

/// <summary>A socket and the lanes on it: leads what comes to those whom it is for.</summary>
/// <param name="socket">Where the connection is found while it lasts. Lanes and flags change under its lock; users' code is called outside of it.</param>
/// <param name="first">Who dials.</param>
internal sealed class SharedConnection(SharedSocket socket, SharedLane first) : IObserver<TransportEvent>, IDisposable
{
    readonly SingleAssignmentDisposable _subscription = new();
    readonly IFrameCodec _codec = first.Place.WireFormat.CreateCodec();
    volatile SharedLane[] _lanes = [];
    ITransportConnection? _transport;
    bool _isPaced;
    volatile bool _isShared;

    /// <summary>Those who are on it, an array that does not change.</summary>
    public SharedLane[] Lanes
    {
        get => _lanes;
        set
        {
            _lanes = value;
            _isShared |= value.Length > 1;
        }
    }

    public bool IsOpen { get; set; }

    /// <summary>
    /// Whether somebody has left it without the server's word: it may be dead, and newcomers dial anew. Those who are on it find out for themselves.
    /// </summary>
    public bool IsDoubtful { get; set; }

    public bool Takes(SharedLane lane) => !IsDoubtful
        && lane.Place.Address == first.Place.Address
        && lane.Place.ApplicationId == first.Place.ApplicationId
        && lane.Place.WireFormat.Subprotocol == first.Place.WireFormat.Subprotocol
        && !Array.Exists(_lanes, other => other.Place.ClientId == lane.Place.ClientId);

    public void Dial()
    {
        try
        {
            _transport = first.Place.Transport.Create(first.Place.Address, first.Place.WireFormat.Subprotocol);
            if (_transport is IPacedConnection paced)
            {
                _isPaced = true;
                paced.Paused = Pause;
            }
            _subscription.Disposable = _transport.Subscribe(this);
        }
        catch (Exception exception)
        {
            OnError(exception);
        }
    }

    public void Send(ReadOnlyMemory<byte> payload, bool isText) => _transport?.Send(payload, isText);

    /// <summary>Tells the server that a client has gone that did not log out.</summary>
    public void EndSessionOf(SharedLane lane)
    {
        var payload = new PayloadBuffer();
        lane.Place.WireFormat.CreateCodec().Encode(new SessionFrame { Operation = SessionOperations.Close, PeerId = lane.Place.ClientId }, payload);
        Send(payload.Take(), _codec.IsText);
    }

    public void Dispose() => _subscription.Dispose();

    public void OnNext(TransportEvent value)
    {
        switch (value.Kind)
        {
            case TransportEventKind.Opened:
                Tell(socket.Open(this), value);
                break;
            case TransportEventKind.Payload:
                Deliver(_lanes, value);
                break;
            case TransportEventKind.Receiving or TransportEventKind.Discarded:
                Tell(_lanes, value);
                break;
            default:
                End(value);
                break;
        }
    }

    public void OnError(Exception error) => End(TransportEvent.Closed(new TransportClose(1006) { Reason = error.Message, Cause = error }));

    public void OnCompleted() => End(TransportEvent.Closed(new TransportClose(1006)));

    void Deliver(SharedLane[] lanes, TransportEvent payload)
    {
        // Also the last one left does not hear what comes late for the others. What cannot be read all report, as on a socket of their own.
        Tell(_isShared && Read(payload) is { } frame ? Array.FindAll(lanes, lane => lane.Hears(frame)) : lanes, payload);
        if (!_isPaced)
            Pause();
    }

    Frame? Read(TransportEvent payload)
    {
        try
        {
            return payload.IsText == _codec.IsText ? _codec.Decode(payload.Payload.Span) : null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return null;
        }
    }

    void Pause()
    {
        foreach (var lane in _lanes)
            lane.Paused?.Invoke();
    }

    void End(TransportEvent close)
    {
        foreach (var lane in socket.Lose(this))
        {
            lane.Tell(close);
            lane.Complete();
        }
    }

    static void Tell(SharedLane[] lanes, TransportEvent what)
    {
        foreach (var lane in lanes)
            lane.Tell(what);
    }
}
