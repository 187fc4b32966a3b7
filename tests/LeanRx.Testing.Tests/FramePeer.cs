using LeanRx.Protocol;
using LeanRx.Server.Hosting;

namespace LeanRx.Testing.Tests;

/// <summary>A peer that speaks for itself: it sends whatever frames it likes, at once.</summary>
sealed class FramePeer : IFrameSink, IDisposable
{
    readonly ServerConnection _connection;
    readonly VirtualWorld _world;
    readonly string _clientId;
    Frame? _last;
    int _serialId;

    public FramePeer(VirtualWorld world, string clientId, string? deviceId = null)
    {
        (_world, _clientId) = (world, clientId);
        _connection = world.Server.Connect(this);
        Send(new SessionFrame { Operation = SessionOperations.Open, ApplicationId = "demo", DeviceId = deviceId });
    }

    public void Send(Frame frame) =>
        _world.Run(_connection.ReceiveAsync(frame with { SerialId = ++_serialId, PeerId = _clientId }).AsTask());

    /// <summary>Sends a frame; yields its answer.</summary>
    public T Ask<T>(Frame frame) where T : Frame
    {
        Send(frame);
        return Assert.IsType<T>(_last);
    }

    /// <summary>Is gone without a word.</summary>
    public void Drop() => _world.Run(_connection.DisconnectAsync(isClean: false).AsTask());

    public void Dispose() => _world.Run(_connection.DisconnectAsync(isClean: true).AsTask());

    void IFrameSink.Send(Frame frame) => _last = frame;

    void IFrameSink.Send(FanOutFrame broadcast, string peerId) => _last = broadcast.Frame;

    void IFrameSink.Close(int code, string reason)
    {
    }
}
