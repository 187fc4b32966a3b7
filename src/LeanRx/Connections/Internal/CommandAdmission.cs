using LeanRx.Telemetry.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>
/// Which commands are taken: only so many may wait (<see cref="LeanClientOptions.MaxPendingCommands"/>), and none whose token is cancelled already. A token is
/// listened to for as long as its command is in. From any thread.
/// </summary>
internal sealed class CommandAdmission(LeanClientOptions options, ClientTelemetry telemetry)
{
    int _registrations;
    int _pending;

    /// <summary>Registrations with callers' tokens that are not yet undone.</summary>
    public int Registrations => _registrations;

    /// <summary>Lets a command in. False where it is not taken: then it has ended.</summary>
    public bool TryEnter(PendingCommand command)
    {
        if (command.CancellationToken.IsCancellationRequested)
        {
            command.EndAtOnce(command.CancellationToken);
            return false;
        }
        if (command.IsBounded && Interlocked.Increment(ref _pending) > options.MaxPendingCommands)
        {
            Interlocked.Decrement(ref _pending);
            var refusal = new OutboxFullException($"{command.Name} was not taken: {options.MaxPendingCommands} commands wait already " +
                "(MaxPendingCommands).");
            command.Measure(telemetry, refusal);
            command.EndAtOnce(refusal);
            return false;
        }
        try
        {
            if (command.CancellationToken.CanBeCanceled)
                Register(command);
        }
        catch (ObjectDisposedException exception)
        {
            // On .NET Framework the token of a source that was disposed of takes nobody.
            if (command.IsBounded)
                Interlocked.Decrement(ref _pending);
            Interlocked.Decrement(ref _registrations);
            command.EndAtOnce(exception);
            return false;
        }
        return true;
    }

    /// <summary>Gives up what a command that ends had taken.</summary>
    public void Leave(PendingCommand command)
    {
        if (command.IsBounded)
            Interlocked.Decrement(ref _pending);
        if (!command.CancellationToken.CanBeCanceled)
            return;
        command.Registration.Dispose();
        Interlocked.Decrement(ref _registrations);
    }

    void Register(PendingCommand command)
    {
        Interlocked.Increment(ref _registrations);
        command.Registration = command.CancellationToken.Register(static state =>
        {
            var command = (PendingCommand)state!;
            command.Owner!.Cancel(command);
        }, command);
    }
}
