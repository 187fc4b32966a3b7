using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using System.Text;

namespace LeanRx.Testing.Recordings.Internal;

/// <summary>Plays one recorded connection, one event after the other, each at its instant.</summary>
sealed class ReplayConnection(SessionReplay replay, IScheduler scheduler) : ITransportConnection
{
    readonly SerialDisposable _timer = new();
    IObserver<TransportEvent>? _client;
    ReplaySegment? _segment;

    public IDisposable Subscribe(IObserver<TransportEvent> observer)
    {
        _client = observer;
        _segment = replay.Take();
        if (_segment is not null)
        {
            replay.Until(_segment.DialledAt);
            Wait(0);
        }
        return Disposable.Create(() =>
        {
            _client = null;
            replay.IsConnected = false;
            _timer.Dispose();
        });
    }

    public void Send(ReadOnlyMemory<byte> payload, bool isText)
    {
        if (_client is not null && _segment?.TakeSent(payload) != true)
            replay.NoteUnexpected(Encoding.UTF8.GetString(payload.Span));
    }

    /// <summary>
    /// What came at one instant is scheduled together, so that whatever the client puts off comes behind all of it, as it did; but where it had sent something
    /// in between, that comes first.
    /// </summary>
    void Wait(int index)
    {
        var events = _segment!.Events;
        if (index == events.Count)
            return;
        var at = events[index].At;
        var wait = replay.Until(at);
        var together = new CompositeDisposable();
        _timer.Disposable = together;
        for (var isLast = false; !isLast; index++)
        {
            var (what, next) = (events[index], index + 1);
            isLast = next == events.Count || events[next].At != at || _segment.IsAfterSent(events[next]);
            var following = isLast ? next : (int?)null;
            together.Add(scheduler.Schedule(wait, () => Play(what, following)));
        }
    }

    void Play(SessionEvent what, int? next)
    {
        if (_client is not { } client || _segment is null)
            return;
        switch (what.Kind)
        {
            case SessionEventKind.Opened:
                replay.IsConnected = true;
                client.OnNext(TransportEvent.Opened());
                break;
            case SessionEventKind.Received:
                client.OnNext(TransportEvent.Received(what.IsText ? _segment.Readdress(what.Payload) : what.Payload, what.IsText));
                break;
            case SessionEventKind.Discarded:
                client.OnNext(TransportEvent.Discarded(what.Size, isText: true));
                break;
            case SessionEventKind.Closed:
                replay.IsConnected = false;
                client.OnNext(TransportEvent.Closed(what.Close!));
                client.OnCompleted();
                return;
        }
        if (next is { } following)
            Wait(following);
    }
}
