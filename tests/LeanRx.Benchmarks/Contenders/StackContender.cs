using System.Buffers;
using LeanRx.Benchmarks.Measuring;
using LeanRx.Protocol;

namespace LeanRx.Benchmarks.Contenders;

/// <summary>Our transport and codec under the raw client's bookkeeping: what the layers below the client can do.</summary>
sealed class StackContender(Uri address, string clientId) : IContender, IObserver<TransportEvent>
{
    readonly ITransportConnection _connection = new WebsocketTransport().Create(address, "lc.json.3");
    readonly JsonFrameCodec _codec = new(internIds: true);
    readonly Dictionary<int, TaskCompletionSource<Frame>> _waiting = [];
    readonly TaskCompletionSource _opened = new();
    readonly TaskCompletionSource _closed = new();
    readonly Countdown _received = new();
    IDisposable? _subscription;
    string _conversation = "";
    int _serial;

    public string Name => "transport + codec";

    public async Task OpenAsync()
    {
        _subscription = _connection.Subscribe(this);
        await _opened.Task;
        await ExecuteAsync(new SessionFrame { Operation = "open", PeerId = clientId, ApplicationId = "demo" });
        var started = await ExecuteAsync(new ConversationFrame { Operation = "start", PeerId = clientId, Members = ["jerry"] });
        _conversation = ((ConversationFrame)started).ConversationId!;
    }

    public Task SendAsync() => SendAsync(SendRun.Body);

    Task SendAsync(string body) =>
        ExecuteAsync(new DirectFrame { ConversationId = _conversation, Body = body, PeerId = clientId, DeduplicationToken = Tokens.Next() });

    Task<Frame> ExecuteAsync(Frame frame)
    {
        var completion = new TaskCompletionSource<Frame>(TaskCreationOptions.RunContinuationsAsynchronously);
        int serial;
        lock (_waiting)
            _waiting.Add(serial = ++_serial, completion);
        var output = new ArrayBufferWriter<byte>(256);
        _codec.Encode(frame with { SerialId = serial }, output);
        _connection.Send(output.WrittenMemory, isText: true);
        return completion.Task;
    }

    public async Task ReceiveAsync(int count)
    {
        var heard = _received.StartAsync(count);
        await SendAsync($"push {count}");
        await heard;
    }

    public void OnNext(TransportEvent value)
    {
        if (value.Kind == TransportEventKind.Opened)
            _opened.SetResult();
        if (value.Kind != TransportEventKind.Payload)
            return;
        var frame = _codec.Decode(value.Payload.Span);
        if (frame is DirectFrame)
            _received.Hit();
        TaskCompletionSource<Frame>? completion;
        lock (_waiting)
            _waiting.Remove(frame.SerialId ?? 0, out completion);
        completion?.SetResult(frame);
    }

    public void OnCompleted() => _closed.TrySetResult();

    public void OnError(Exception error) => _closed.TrySetException(error);

    public ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        return default;
    }
}
