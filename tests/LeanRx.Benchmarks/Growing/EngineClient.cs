using LeanRx.Protocol;
using LeanRx.Server;
using LeanRx.Server.Hosting;

namespace LeanRx.Benchmarks.Growing;

/// <summary>A client of an engine in the same process: no socket and no codec stand between.</summary>
sealed class EngineClient : IFrameSink
{
    readonly ServerConnection _connection;
    readonly Dictionary<int, TaskCompletionSource<Frame>> _waiting = [];
    readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly string _clientId;
    int _serial;

    public EngineClient(MessagingEngine engine, string clientId)
    {
        _clientId = clientId;
        _connection = engine.Connect(this, new ClientConnectionInfo { Dialect = Dialect.UnreadCountsUntilRead });
    }

    /// <summary>Logs in, and waits for what is unread.</summary>
    public async Task OpenAsync()
    {
        await AskAsync(new SessionFrame
        {
            Operation = SessionOperations.Open,
            ApplicationId = AppOptions.Demo.ApplicationId,
            ConfigurationBitmap = (long)SessionCapabilities.UnreadCounts,
        });
        await _told.Task;
    }

    public async Task<Frame> AskAsync(Frame frame)
    {
        var answer = new TaskCompletionSource<Frame>(TaskCreationOptions.RunContinuationsAsynchronously);
        int serial;
        lock (_waiting)
            _waiting.Add(serial = ++_serial, answer);
        await _connection.ReceiveAsync(frame with { SerialId = serial, PeerId = _clientId });
        var reply = await answer.Task;
        return reply is ErrorFrame error ? throw new InvalidOperationException($"{error.Code} {error.Detail}") : reply;
    }

    public ValueTask CloseAsync() => _connection.DisconnectAsync(isClean: true);

    void IFrameSink.Send(Frame frame)
    {
        if (frame is UnreadFrame)
            _told.TrySetResult();
        if (frame.SerialId is not { } serial)
            return;
        TaskCompletionSource<Frame>? answer;
        lock (_waiting)
            _waiting.Remove((int)serial, out answer);
        answer?.SetResult(frame);
    }

    void IFrameSink.Send(FanOutFrame broadcast, string peerId)
    {
    }

    void IFrameSink.Close(int code, string reason)
    {
    }
}
