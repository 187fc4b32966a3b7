using System.Reactive.Disposables;

namespace LeanRx.Interop;

/// <summary>WebSockets, counted while they are in use.</summary>
sealed class CountingTransport : ITransport
{
    readonly WebsocketTransport _inner = new();
    int _live;

    public int Live => Volatile.Read(ref _live);

    public ITransportConnection Create(Uri address, string subprotocol) => new Counted(this, _inner.Create(address, subprotocol));

    sealed class Counted(CountingTransport transport, ITransportConnection inner) : ITransportConnection
    {
        public IDisposable Subscribe(IObserver<TransportEvent> observer)
        {
            Interlocked.Increment(ref transport._live);
            return StableCompositeDisposable.Create(inner.Subscribe(observer), Disposable.Create(() => Interlocked.Decrement(ref transport._live)));
        }

        public void Send(ReadOnlyMemory<byte> payload, bool isText) => inner.Send(payload, isText);
    }
}
