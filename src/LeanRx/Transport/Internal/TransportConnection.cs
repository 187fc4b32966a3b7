using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using LeanRx.Runtime.Internal;
using Microsoft.Extensions.Logging;

namespace LeanRx.Transport.Internal;

/// <summary>The life of a WebSocket connection: it is dialled once, opens, closes and ends, and tells its one observer of that and of what comes.</summary>
internal abstract class TransportConnection(Uri address, IScheduler scheduler, ILogger logger)
    : ITransportConnection, ICopyingConnection, IPacedConnection, IDisposable
{
    /// <summary>How long the peer may take to answer our close frame.</summary>
    static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    readonly object _lock = new();
    IObserver<TransportEvent>? _observer;
    IDisposable? _closeTimeout;
    Stage _stage;

    enum Stage
    {
        Unused,
        Dialling,
        Open,
        Closing,
        Ended,
    }

    public Action? Paused { get; set; }

    protected Uri Address => address;

    /// <summary>Whether it is open, and nobody closes it.</summary>
    protected bool IsOpen => _stage == Stage.Open;

    public IDisposable Subscribe(IObserver<TransportEvent> observer)
    {
        lock (_lock)
        {
            if (_stage != Stage.Unused)
                throw new InvalidOperationException("A connection is used once. Create another one.");
            _stage = Stage.Dialling;
            _observer = observer;
        }
        Dial();
        return this;
    }

    public void Send(ReadOnlyMemory<byte> payload, bool isText) => Send(payload.Span, isText, isAlone: false);

    public abstract void Send(ReadOnlySpan<byte> payload, bool isText, bool isAlone);

    /// <summary>Begins to dial, and returns.</summary>
    protected abstract void Dial();

    /// <summary>Sends the close frame.</summary>
    protected abstract void BeginClose();

    /// <summary>Frees everything, in whatever state it is.</summary>
    protected abstract void LetGo();

    /// <summary>The dial has succeeded.</summary>
    /// <param name="state">What <paramref name="take"/> is called with.</param>
    /// <param name="take">Takes what was dialled, before anybody can send.</param>
    /// <returns>Whether it is still wanted.</returns>
    protected bool TryOpen<TState>(TState state, Action<TState> take)
    {
        lock (_lock)
        {
            if (_stage != Stage.Dialling)
                return false;
            take(state);
            _stage = Stage.Open;
            return true;
        }
    }

    /// <summary>The dial has failed.</summary>
    protected void EndDial(Exception cause)
    {
        var message = $"Cannot connect to {address}: {NetworkText.Of(cause)}";
        End(new TransportClose(1006)
        {
            Reason = message,
            Cause = new ConnectionLostException(message, 1006, cause) { IsTransient = NetworkText.IsTransient(cause) },
        });
    }

    public void Dispose()
    {
        Volatile.Write(ref _observer, null);
        SingleAssignmentDisposable? timeout = null;
        lock (_lock)
        {
            if (_stage is Stage.Closing or Stage.Ended)
                return;
            if (_stage == Stage.Open)
            {
                _stage = Stage.Closing;
                _closeTimeout = timeout = new SingleAssignmentDisposable();
            }
        }
        if (timeout is null)
        {
            End(new TransportClose(1000));
            return;
        }
        timeout.Disposable = scheduler.ScheduleOrFallback(this, CloseTimeout, static connection => connection.End(new TransportClose(1000)));
        BeginClose();
    }

    protected void End(TransportClose close)
    {
        lock (_lock)
        {
            if (_stage == Stage.Ended)
                return;
            _stage = Stage.Ended;
        }
        _closeTimeout?.Dispose();
        LetGoSafely();
        Tell(TransportEvent.Closed(close));
        if (Interlocked.Exchange(ref _observer, null) is { } observer)
            Guard(observer, static it => it.OnCompleted());
    }

    /// <summary>Nothing that fails on the way out keeps the end from being told.</summary>
    void LetGoSafely()
    {
        try
        {
            LetGo();
        }
        catch (Exception exception)
        {
            TransportLog.NotLetGo(logger, exception, address);
        }
    }

    protected void Tell(TransportEvent item)
    {
        if (Volatile.Read(ref _observer) is { } observer)
            Guard((observer, item), static it => it.observer.OnNext(it.item));
    }

    /// <summary>An exception of an observer would be taken for a lost connection.</summary>
    void Guard<TState>(TState state, Action<TState> call)
    {
        try
        {
            call(state);
        }
        catch (Exception exception)
        {
            TransportLog.ObserverThrew(logger, exception, address);
        }
    }
}
