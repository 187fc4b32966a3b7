using System.Buffers;
using System.Reactive.Disposables;
using LeanRx.Protocol;

namespace LeanRx.Simulation;

/// <summary>A transport that somebody tampers with, frame by frame.</summary>
sealed class TamperedTransport(ITransport inner, Tamper tamper) : ITransport
{
    readonly JsonFrameCodec _codec = new();

    public ITransportConnection Create(Uri address, string subprotocol) => new Connection(this, inner.Create(address, subprotocol));

    ReadOnlyMemory<byte> Encode(Frame frame)
    {
        var buffer = new ArrayBufferWriter<byte>();
        _codec.Encode(frame, buffer);
        return buffer.WrittenMemory;
    }

    sealed class Connection(TamperedTransport transport, ITransportConnection inner) : ITransportConnection, IObserver<TransportEvent>
    {
        IObserver<TransportEvent>? _client;

        Tamper Tamper => transport.Tamper;

        public IDisposable Subscribe(IObserver<TransportEvent> observer)
        {
            _client = observer;
            Tamper.Socket++;
            var subscription = inner.Subscribe(this);
            return Disposable.Create(() =>
            {
                _client = null;
                if (Tamper.HangsUp)
                    subscription.Dispose();
            });
        }

        public void Send(ReadOnlyMemory<byte> payload, bool isText) =>
            Tamper.Send(transport._codec.Decode(payload.Span), frame => inner.Send(transport.Encode(frame), isText));

        public void OnNext(TransportEvent value)
        {
            if (value.Kind == TransportEventKind.Opened)
                Tamper.Opened();
            if (value.Kind == TransportEventKind.Payload)
                Tamper.Receive(transport._codec.Decode(value.Payload.Span), frame =>
                    _client?.OnNext(TransportEvent.Received(transport.Encode(frame), value.IsText)));
            else
                _client?.OnNext(value);
        }

        public void OnError(Exception error) => _client?.OnError(error);

        public void OnCompleted() => _client?.OnCompleted();
    }

    Tamper Tamper { get; } = tamper;
}
