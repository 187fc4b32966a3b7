using LeanRx.Protocol;
using LeanRx.Server.Hosting;

namespace LeanRx.Server.Tests.Support;

/// <summary>One end of a connection: sends frames into the engine and keeps what comes back, in order.</summary>
sealed class TestDevice : IFrameSink
{
    readonly List<Frame> _received = [];
    readonly List<double> _pingedAt = [];
    int _serialId;

    public TestDevice(World world, ClientConnectionInfo info)
    {
        World = world;
        Connection = world.NextEngine.Connect(this, info);
    }

    public World World { get; }

    public ServerConnection Connection { get; }

    /// <summary>The client that frames are sent for.</summary>
    public string ClientId { get; private set; } = "";

    /// <summary>What came and was not taken yet.</summary>
    public IReadOnlyList<Frame> Received => _received;

    /// <summary>The last frame that went to many.</summary>
    public FanOutFrame? LastBroadcast { get; private set; }

    /// <summary>The code with which the engine closed the connection; null while it is open.</summary>
    public int? CloseCode { get; private set; }

    /// <summary>When the engine asked for a sign of life, in seconds since noon.</summary>
    public IReadOnlyList<double> PingedAt => _pingedAt;

    /// <summary>What the device does then; nothing by default.</summary>
    public Action? OnPing { get; set; }

    /// <summary>Runs inside the engine's call when a frame comes.</summary>
    public Action<Frame>? OnFrame { get; set; }

    /// <summary>Sends a frame as the client, with the next serial id.</summary>
    public int Send(Frame frame)
    {
        var accepted = SendAsync(frame);
        Assert.True(accepted.IsCompletedSuccessfully, "The engine is not ready for the next frame.");
        return _serialId;
    }

    public ValueTask SendAsync(Frame frame) =>
        Connection.ReceiveAsync(frame with { SerialId = ++_serialId, PeerId = frame.PeerId ?? (ClientId.Length == 0 ? null : ClientId) });

    /// <summary>Sends a frame exactly as it is.</summary>
    public void SendRaw(Frame frame) => Assert.True(Connection.ReceiveAsync(frame).IsCompletedSuccessfully);

    public void Open(string? clientId, SessionCapabilities capabilities = SessionCapabilities.None, string? tag = null, string? deviceId = null) =>
        Open(clientId, new SessionFrame { Operation = SessionOperations.Open, ConfigurationBitmap = (long)capabilities, Tag = tag, DeviceId = deviceId });

    public void Open(string? clientId, SessionFrame frame)
    {
        ClientId = clientId ?? "";
        Connection.ReceiveAsync(frame with { SerialId = ++_serialId, PeerId = clientId, ApplicationId = frame.ApplicationId ?? AppOptions.Demo.ApplicationId });
    }

    /// <summary>Sends a frame and takes the reply to it.</summary>
    /// <param name="wait">Lets time pass until the reply has come.</param>
    public TReply Ask<TReply>(Frame frame, Action? wait = null) where TReply : Frame
    {
        var serialId = Send(frame);
        wait?.Invoke();
        var reply = Assert.Single(_received, it => it.SerialId == serialId);
        _received.Remove(reply);
        return Assert.IsType<TReply>(reply);
    }

    /// <summary>Takes the oldest frame, which must be of this kind.</summary>
    public TFrame Take<TFrame>() where TFrame : Frame
    {
        Assert.NotEmpty(_received);
        var frame = Assert.IsType<TFrame>(_received[0]);
        _received.RemoveAt(0);
        return frame;
    }

    /// <summary>Takes everything that came.</summary>
    public IReadOnlyList<Frame> TakeAll()
    {
        var all = _received.ToList();
        _received.Clear();
        return all;
    }

    public void AssertQuiet() => Assert.Empty(_received);

    /// <summary>The connection breaks, or ends in good order.</summary>
    public void Drop(bool isClean = false) => Assert.True(Connection.DisconnectAsync(isClean).IsCompletedSuccessfully);

    void IFrameSink.Send(Frame frame) => Keep(frame);

    void IFrameSink.Send(FanOutFrame broadcast, string peerId)
    {
        Assert.Null(broadcast.Frame.PeerId);
        LastBroadcast = broadcast;
        Keep(broadcast.Frame with { PeerId = peerId });
    }

    void IFrameSink.Close(int code, string reason) => CloseCode = code;

    void IFrameSink.Ping()
    {
        _pingedAt.Add((World.Clock.Now - World.Noon).TotalSeconds);
        OnPing?.Invoke();
    }

    void Keep(Frame frame)
    {
        _received.Add(frame);
        OnFrame?.Invoke(frame);
    }
}
