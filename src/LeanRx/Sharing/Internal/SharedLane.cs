using System.Reactive.Disposables;
using LeanRx.Protocol;
using LeanRx.Transport.Internal;

namespace LeanRx.Sharing.Internal;

/// <summary>One client's part of a shared socket: to the client it is a connection like any other.</summary>
internal sealed class SharedLane(SharedSocket socket, SharedPlace place) : ITransportConnection, IPacedConnection
{
    SharedConnection? _connection;
    IObserver<TransportEvent>? _observer;

    public SharedPlace Place { get; } = place;

    public Action? Paused { get; set; }

    /// <summary>
    /// Whether the server has ended the session, by a refusal or at the client's wish. Whoever leaves otherwise may do so because the socket is dead.
    /// </summary>
    public bool HasEnded { get; set; }

    public IDisposable Subscribe(IObserver<TransportEvent> observer)
    {
        _observer = observer;
        var connection = _connection = socket.Enter(this, out var isNew, out var isOpen);
        if (isNew)
            connection.Dial();
        else if (isOpen)
            Tell(TransportEvent.Opened());
        return Disposable.Create(this, static lane => lane.Leave());
    }

    public void Send(ReadOnlyMemory<byte> payload, bool isText) => _connection?.Send(payload, isText);

    public void Tell(TransportEvent what) => Volatile.Read(ref _observer)?.OnNext(what);

    public void Complete() => Volatile.Read(ref _observer)?.OnCompleted();

    /// <summary>Whether a frame is for this client. One that names nobody is for everybody.</summary>
    public bool Hears(Frame frame) => frame is HeartbeatFrame or EchoFrame or GoAwayFrame || frame.PeerId is null || frame.PeerId == Place.ClientId;

    void Leave()
    {
        Volatile.Write(ref _observer, null);
        if (_connection is not { } connection || !socket.Leave(connection, this, out var isLast))
            return;
        if (isLast)
            connection.Dispose();
        else if (!HasEnded)
            connection.EndSessionOf(this);
    }
}
