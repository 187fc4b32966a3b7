using System.Reactive;
using System.Reactive.Disposables;
using LeanRx.Runtime.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>
/// Hears of changes of the network while the client is open, and tells of one at once and of all that follow within <see cref="Calm"/> together. Lives in the
/// serial gate.
/// </summary>
internal sealed class NetworkWatch(IObservable<Unit>? changes, SessionClock clock, SerialGate gate, Action<Fault> report) : IObserver<Unit>
{
    public static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    SingleAssignmentDisposable? _subscription;
    TimeSpan _calmAt;
    bool _isPending;

    /// <summary>Called inside the gate.</summary>
    public required Action Changed { get; init; }

    public TimeSpan NextDue => _isPending ? _calmAt : SessionClock.Never;

    public void Start()
    {
        if (_subscription is not null || changes is null)
            return;
        var subscription = _subscription = new SingleAssignmentDisposable();
        try
        {
            subscription.Disposable = changes.Subscribe(this);
        }
        catch (Exception exception)
        {
            OnError(exception);
        }
    }

    public void Stop()
    {
        _isPending = false;
        try
        {
            _subscription?.Dispose();
        }
        catch (Exception exception)
        {
            report(new Fault(FaultKind.Callback, $"NetworkChanges could not be let go of: {exception.Message}", exception));
        }
        _subscription = null;
    }

    public void OnDue(TimeSpan now)
    {
        if (_isPending && now >= _calmAt)
            Tell(now);
    }

    public void OnNext(Unit value) => gate.Post(this, static watch => watch.Change());

    public void OnError(Exception error) =>
        report(new Fault(FaultKind.Callback, $"NetworkChanges threw; the client goes on without it. {error.Message}", error));

    public void OnCompleted() => report(new Fault(FaultKind.Callback, "NetworkChanges ended; the client goes on without it."));

    void Change()
    {
        if (_subscription is null)
            return;
        var now = clock.Elapsed;
        if (now >= _calmAt)
            Tell(now);
        else
            _isPending = true;
    }

    void Tell(TimeSpan now)
    {
        _isPending = false;
        _calmAt = now + Calm;
        Changed();
    }
}
