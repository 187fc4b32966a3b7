using System.Reactive.Disposables;

namespace LeanRx.Testing.Recordings.Internal;

/// <summary>Passes everything on, and tells the recorder.</summary>
sealed class RecordingTransport(ITransport inner, SessionRecorder recorder) : ITransport
{
    public ITransportConnection Create(Uri address, string subprotocol) => new Connection(inner.Create(address, subprotocol), recorder, address, subprotocol);

    sealed class Connection(ITransportConnection inner, SessionRecorder recorder, Uri address, string subprotocol) : ITransportConnection
    {
        public IDisposable Subscribe(IObserver<TransportEvent> observer)
        {
            recorder.Add(SessionEventKind.Dialled, what => what with { Address = address, Subprotocol = subprotocol });
            var sink = new Sink(observer, recorder);
            var subscription = inner.Subscribe(sink);
            return Disposable.Create(() =>
            {
                sink.HangUp();
                subscription.Dispose();
            });
        }

        public void Send(ReadOnlyMemory<byte> payload, bool isText)
        {
            recorder.Add(SessionEventKind.Sent, payload, isText);
            inner.Send(payload, isText);
        }
    }

    sealed class Sink(IObserver<TransportEvent> observer, SessionRecorder recorder) : IObserver<TransportEvent>
    {
        int _hasEnded;

        public void HangUp()
        {
            if (Interlocked.Exchange(ref _hasEnded, 1) == 0)
                recorder.Add(SessionEventKind.HungUp);
        }

        public void OnNext(TransportEvent value)
        {
            switch (value.Kind)
            {
                case TransportEventKind.Opened:
                    recorder.Add(SessionEventKind.Opened);
                    break;
                case TransportEventKind.Payload:
                    recorder.Add(SessionEventKind.Received, value.Payload, value.IsText);
                    break;
                case TransportEventKind.Discarded:
                    recorder.Add(SessionEventKind.Discarded, what => what with { Size = value.Size, IsText = value.IsText });
                    break;
                case TransportEventKind.Closed when Interlocked.Exchange(ref _hasEnded, 1) == 0:
                    recorder.Add(SessionEventKind.Closed, what => what with { Close = value.Close });
                    break;
            }
            observer.OnNext(value);
        }

        public void OnError(Exception error) => observer.OnError(error);

        public void OnCompleted() => observer.OnCompleted();
    }
}
