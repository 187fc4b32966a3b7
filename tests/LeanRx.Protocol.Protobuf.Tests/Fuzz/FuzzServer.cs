using LeanRx.Server;
using LeanRx.Server.Hosting;

namespace LeanRx.Protocol.Tests;

/// <summary>
/// An engine with one connection that is fed damaged frames. Whatever it says is encoded, as a host would; a close makes room for a new connection.
/// </summary>
sealed class FuzzServer(IFrameCodec codec) : IFrameSink, IAsyncDisposable
{
    /// <summary>An engine is left after so many frames: what was stored goes with it.</summary>
    const int Lifetime = 5_000;

    InMemoryMessageStore? _store;
    MessagingEngine? _engine;
    ServerConnection? _connection;
    int _age;
    bool _isClosed;

    public int Replies { get; private set; }

    public int Closes { get; private set; }

    /// <summary>Replies that admit a fault of the server itself.</summary>
    public int Faults { get; private set; }

    public async ValueTask ReceiveAsync(Frame frame)
    {
        if (_engine is null || _age++ >= Lifetime)
            await RestartAsync();
        if (_connection is null)
            await ConnectAsync();
        await _connection!.ReceiveAsync(frame);
        await LeaveWhenClosedAsync();
    }

    public async ValueTask RejectAsync(FrameFormatException fault)
    {
        if (_connection is null)
            return;
        _connection.Reject(fault);
        await LeaveWhenClosedAsync();
    }

    public void Send(Frame frame)
    {
        Protobuf.Encode(codec, frame);
        Replies++;
        if (frame is ErrorFrame { Code: ErrorCodes.InternalError } or AckFrame { Code: ErrorCodes.InternalError }
            or ConversationFrame { Code: ErrorCodes.InternalError })
            Faults++;
    }

    public void Send(FanOutFrame broadcast, string peerId) => Send(broadcast.Frame with { PeerId = peerId });

    public void Close(int code, string reason)
    {
        _isClosed = true;
        Closes++;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisconnectAsync(isClean: false);
        if (_engine is not null)
            await _engine.DisposeAsync();
        if (_store is not null)
            await _store.DisposeAsync();
        (_store, _engine, _connection) = (null, null, null);
    }

    async ValueTask RestartAsync()
    {
        await DisposeAsync();
        _store = new InMemoryMessageStore();
        _engine = new MessagingEngine(_store, new ServerOptions { Apps = [new AppOptions { ApplicationId = "APP" }, AppOptions.Demo] });
        _age = 0;
    }

    async ValueTask ConnectAsync()
    {
        _connection = _engine!.Connect(this, new ClientConnectionInfo { Dialect = Dialect.UnreadCountsUntilRead });
        foreach (var clientId in new[] { "tom", "jerry", "mary" })
            await _connection.ReceiveAsync(new SessionFrame
            {
                Operation = SessionOperations.Open,
                ApplicationId = "APP",
                PeerId = clientId,
                SerialId = 1,
                ConfigurationBitmap = 187
            });
    }

    async ValueTask LeaveWhenClosedAsync()
    {
        if (!_isClosed)
            return;
        await _connection!.DisconnectAsync(isClean: false);
        _connection = null;
        _isClosed = false;
    }
}
