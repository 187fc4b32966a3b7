using LeanRx.Protocol;
using LeanRx.Server.Hosting;

namespace LeanRx.Testing.Tests.Telemetry;

/// <summary>A peer that sends whatever frames it likes, at once.</summary>
sealed class RawClient : IFrameSink, IDisposable
{
    readonly ServerConnection _connection;
    readonly VirtualWorld _world;
    readonly string _clientId;
    int _serialId;

    public RawClient(VirtualWorld world, string clientId)
    {
        (_world, _clientId) = (world, clientId);
        _connection = world.Server.Connect(this);
        Send(new SessionFrame { Operation = SessionOperations.Open, ApplicationId = "demo" });
    }

    public void Send(Frame frame) =>
        _world.Run(_connection.ReceiveAsync(frame with { SerialId = ++_serialId, PeerId = _clientId }).AsTask());

    public void Dispose() => _world.Run(_connection.DisconnectAsync(isClean: true).AsTask());

    void IFrameSink.Send(Frame frame)
    {
    }

    void IFrameSink.Send(FanOutFrame broadcast, string peerId)
    {
    }

    void IFrameSink.Close(int code, string reason)
    {
    }
}
