using System.Runtime.InteropServices;

namespace LeanRx.Cli.Common;

/// <summary>Ctrl-C, SIGTERM and a closed terminal as one token. The first signal asks the command to end, a second one ends the process.</summary>
sealed class EndSignals : IDisposable
{
    readonly CancellationTokenSource _source;
    readonly PosixSignalRegistration[] _registrations;

    /// <param name="cancellationToken">Asks the command to end too.</param>
    public EndSignals(CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle),
        ];
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    void Handle(PosixSignalContext context)
    {
        context.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }
}
