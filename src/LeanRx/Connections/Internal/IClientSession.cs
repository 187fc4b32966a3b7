namespace LeanRx.Connections.Internal;

/// <summary>A session with its life: what stands right behind <see cref="LeanClient"/>.</summary>
internal interface IClientSession : ISession, IAsyncDisposable
{
    ConnectionState State { get; }

    IObservable<ConnectionState> StateChanges { get; }

    IObservable<FrameRecord> Frames { get; }

    IObservable<Fault> Faults { get; }

    Task OpenAsync(CancellationToken cancellationToken);

    void Suspend();

    void Resume();

    void ReconnectNow();

    Task CloseAsync(CancellationToken cancellationToken);
}
