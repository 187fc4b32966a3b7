using System.Text;
using System.Threading.Channels;

namespace LeanRx.Tests.Transport;

/// <summary>Subscribes to a connection and hands its events out one by one.</summary>
public sealed class TransportLog : IObserver<TransportEvent>, IDisposable
{
    readonly Channel<TransportEvent> _events = Channel.CreateUnbounded<TransportEvent>();
    readonly Channel<TransportEvent> _pieces = Channel.CreateUnbounded<TransportEvent>();
    readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(60));
    readonly IDisposable _subscription;

    public TransportLog(ITransportConnection connection) => _subscription = connection.Subscribe(this);

    /// <summary>Called with each event before it is logged.</summary>
    public Action<TransportEvent>? Heard { get; init; }

    public int Count { get; private set; }

    public async Task<TransportEvent> NextAsync() => await _events.Reader.ReadAsync(_patience.Token);

    /// <summary>Waits until so many bytes of a message were told of; how often that is before is chance, so that it stands beside the other events.</summary>
    public async Task ReceivingAsync(long bytes)
    {
        while ((await _pieces.Reader.ReadAsync(_patience.Token)).Size < bytes)
        {
        }
    }

    public async Task<string> NextTextAsync() => Encoding.UTF8.GetString((await NextAsync()).Payload.Span);

    public async Task<TransportEventKind> NextKindAsync() => (await NextAsync()).Kind;

    /// <summary>Completes when the connection does.</summary>
    public Task CompletedAsync() => _events.Reader.Completion.WaitAsync(_patience.Token);

    /// <summary>Unsubscribes; what was logged stays readable.</summary>
    public void Unsubscribe() => _subscription.Dispose();

    public void OnNext(TransportEvent value)
    {
        Count++;
        // A payload is good during the call alone.
        var kept = value.Kind == TransportEventKind.Payload ? TransportEvent.Received(value.Payload.ToArray(), value.IsText) : value;
        (value.Kind == TransportEventKind.Receiving ? _pieces : _events).Writer.TryWrite(kept);
        Heard?.Invoke(value);
    }

    public void OnCompleted() => _events.Writer.Complete();

    public void OnError(Exception error) => _events.Writer.Complete(new InvalidOperationException("A connection never ends in an error.", error));

    public void Dispose()
    {
        _subscription.Dispose();
        _patience.Dispose();
    }
}
