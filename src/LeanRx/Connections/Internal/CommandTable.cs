using LeanRx.Common.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;
using LeanRx.Telemetry.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>
/// Every command that has not ended: those that wait for a connection, in the order in which they go out, and those that wait for their answer, in the order
/// in which they went. At any rest of the gate only one of the two lists holds any, but while what waited for the connection is more than goes out at once
/// (<see cref="SendWindow"/>), and after a loss that one of them may be guilty of (<see cref="Quarantine"/>).
/// Lives in the serial gate, but for <see cref="Start"/>.
/// </summary>
internal sealed partial class CommandTable
{
    readonly LeanClientOptions _options;
    readonly SessionClock _clock;
    readonly SerialGate _gate;
    readonly DeliveryQueue _deliveries;
    readonly ClientTelemetry _telemetry;
    readonly CommandList _waiting = new();
    readonly CommandList _inFlight = new();
    readonly Dictionary<int, PendingCommand> _bySerial = [];
    readonly Quarantine _quarantine;
    readonly SendWindow _window;
    int _registrations;
    int _pending;

    public CommandTable(LeanClientOptions options, SessionClock clock, SerialGate gate, DeliveryQueue deliveries, ClientTelemetry telemetry,
        int lastSerialId = 0)
    {
        _options = options;
        _clock = clock;
        _gate = gate;
        SerialIds = new SerialIds(_bySerial.ContainsKey, options.SharedSocket?.Serials ?? new SerialCounter(lastSerialId));
        _quarantine = new Quarantine(options.SharedSocket is not null);
        _window = new SendWindow(clock);
        _deliveries = deliveries;
        _telemetry = telemetry;
        Line = new LineWatch(clock);
        Pace = new PagePace(options.MaxFrameBytes);
    }

    public LineWatch Line { get; }

    public PagePace Pace { get; }

    public SerialIds SerialIds { get; }

    public int Waiting => _waiting.Count;

    public int InFlight => _inFlight.Count;

    /// <summary>Registrations with callers' tokens that are not yet undone.</summary>
    public int Registrations => _registrations;

    public TimeSpan NextDue => SessionClock.Earlier(_waiting.NextDue, _inFlight.NextDue);

    /// <summary>Where commands that are to leave go to; yields their size in bytes. Null while there is no connection.</summary>
    public Func<Frame, int>? Writer { get; set; }

    /// <summary>Where answers go of which somebody takes note. Null while there is nobody.</summary>
    public Action<PendingCommand>? Answered { get; set; }

    /// <summary>Whether the client was told to open since it was made or closed; for the message of commands that waited in vain.</summary>
    public bool IsOpenAsked { get; set; }

    /// <summary>What new commands fail with at once; null while they are taken.</summary>
    public LeanRxException? Refusal { get; set; }

    /// <summary>Begins a command, from any thread.</summary>
    /// <param name="frame">As it goes on the wire, but for its serial id.</param>
    /// <param name="isRepeatable">Whether it goes out again after a loss.</param>
    /// <param name="isBounded">Whether it is one of those of which only so many may wait (<see cref="LeanClientOptions.MaxPendingCommands"/>).</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="take">Takes note of the answer; null where nobody does.</param>
    /// <param name="page">What it asks for where that is a page.</param>
    public Task<Frame> Start(Frame frame, bool isRepeatable, bool isBounded, CancellationToken cancellationToken, Action<Frame>? take = null,
        PageRequest? page = null)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<Frame>(cancellationToken);
        if (isBounded && Interlocked.Increment(ref _pending) > _options.MaxPendingCommands)
        {
            Interlocked.Decrement(ref _pending);
            var refusal = new OutboxFullException($"{Text.NameOf(frame)} was not taken: {_options.MaxPendingCommands} commands wait already " +
                "(MaxPendingCommands).");
            _telemetry.OnEnded(frame, _telemetry.Begin(), refusal);
            return Task.FromException<Frame>(refusal);
        }
        var command = new PendingCommand(frame, isRepeatable, isBounded, take, this, _deliveries, cancellationToken)
        {
            Page = page,
            BegunAt = _telemetry.Begin(),
        };
        if (cancellationToken.CanBeCanceled)
            Register(command);
        _gate.Post(this, command, static (table, command) => table.Take(command));
        return command.TakeTask();
    }

    /// <summary>The answer to a command. False when none waits for it.</summary>
    public bool Answer(int serialId, Frame reply)
    {
        if (!_bySerial.TryGetValue(serialId, out var command))
            return false;
        _window.OnAnswered(command, _inFlight);
        if (Replies.Refusal(reply) is { } refusal)
        {
            Fail(command, refusal);
        }
        else if (End(command, null))
        {
            if (command.Page is not null)
                Pace.Grow();
            Succeed(command, reply);
        }
        Flush();
        return true;
    }

    /// <summary>The answer to a command came and cannot be read.</summary>
    public void AnswerUnreadable(int serialId, FrameFormatException cause)
    {
        if (!_bySerial.TryGetValue(serialId, out var command))
            return;
        Fail(command, new InvalidResponseException($"The server's answer to {Name(command)} could not be read; whether it took effect is not known. " +
            $"{cause.Message}", cause));
        Flush();
    }

    void Succeed(PendingCommand command, Frame reply)
    {
        if (!command.IsTaken || Answered is not { } answered)
        {
            command.Succeed(reply);
            return;
        }
        command.Answered(reply);
        answered(command);
    }

    /// <summary>Sends what waits, in order, as far as there is room.</summary>
    public void Flush()
    {
        while (Writer is not null && _waiting.First is { } command && _window.HasRoom(_inFlight) && _quarantine.LetsGo(command, _inFlight.Count))
        {
            _waiting.Remove(command);
            Write(command);
        }
    }

    /// <summary>The connection is gone: what can be sent again waits for the next one, in its old order; the rest fails.</summary>
    public void OnLost(LeanRxException cause)
    {
        Writer = null;
        _window.OnLost();
        if (Replies.IsTooLarge(cause) && Largest() is { } guilty)
            Fail(guilty, new ServerRejectedException(ErrorCodes.FrameTooLong, null,
                $"{Name(guilty)} of {guilty.Size} bytes was the largest frame under way when the server closed the connection over one"));
        else if (_quarantine.OnLost(_inFlight, cause) is { } poison)
            Fail(poison, Replies.Poisoned(poison, cause));
        if (HasPagesInFlight())
            Pace.Shrink();
        for (var command = _inFlight.First; command is not null;)
        {
            var next = command.Next;
            if (!command.IsRepeatable)
                Fail(command, new ConnectionLostException($"The connection was lost before the server answered {Name(command)}; whether it took effect is " +
                    $"not known. {cause.Message}", null, cause));
            command = next;
        }
        while (_inFlight.Last is { } command)
        {
            _bySerial.Remove(command.SerialId);
            _inFlight.Remove(command);
            if (command.Page is { } page)
                command.Frame = page.Compose(Pace);
            _waiting.AddFirst(command, OfflineDue(command));
        }
    }

    /// <summary>Ends every command with the given error.</summary>
    public void FailAll(LeanRxException cause)
    {
        while (_inFlight.First is { } command)
            Fail(command, cause);
        while (_waiting.First is { } command)
            Fail(command, cause);
    }

    TimeSpan OfflineDue(PendingCommand command)
    {
        if (command.OfflineDue == TimeSpan.Zero)
            command.OfflineDue = _clock.After(_options.OfflineTimeout);
        return command.OfflineDue;
    }

    LeanRxException WaitedInVain(PendingCommand command)
    {
        var within = Text.Of(_options.OfflineTimeout);
        if (command.SerialId != 0)
            return new ConnectionLostException($"{Name(command)} was sent, but no connection lasted until its answer within {within}; whether it took " +
                "effect is not known.");
        if (Writer is not null)
            return new CommandTimeoutException($"{Name(command)} was not sent within {within}: the line is too slow for what was to be sent before it.");
        return new ConnectionLostException($"{Name(command)} found no connection within {within}. "
            + (IsOpenAsked ? "The client is still trying to reach the server." : "The client was not opened: call OpenAsync."));
    }

    void Register(PendingCommand command)
    {
        Interlocked.Increment(ref _registrations);
        command.Registration = command.CancellationToken.Register(static state =>
        {
            var command = (PendingCommand)state!;
            command.Table._gate.Post(command, static command => command.Table.Cancel(command));
        }, command);
    }

    void Take(PendingCommand command)
    {
        if (command.IsEnded)
            return;
        if (Refusal is not null)
            Fail(command, Refusal);
        else if (Writer is not null && _waiting.First is null && _quarantine.LetsGo(command, _inFlight.Count))
            Write(command);
        else
            _waiting.Add(command, OfflineDue(command));
    }

    void Write(PendingCommand command)
    {
        if (command.SerialId == 0)
            command.SerialId = SerialIds.Next();
        if (command.Frame.SerialId is null)
            command.Frame.Stamp(command.SerialId, _options.ClientId);
        command.Probe = 0;
        try
        {
            command.Size = Writer!(command.Frame);
        }
        catch (Exception exception)
        {
            if (End(command, exception))
                command.Fail(exception);
            return;
        }
        command.WrittenAt = _clock.Elapsed;
        _bySerial.Add(command.SerialId, command);
        _inFlight.Add(command, _clock.After(_options.CommandTimeout));
    }

    void Cancel(PendingCommand command)
    {
        if (End(command, new OperationCanceledException()))
            command.Cancel(command.CancellationToken);
        Flush();
    }

    void Fail(PendingCommand command, LeanRxException cause)
    {
        if (End(command, cause))
            command.Fail(cause);
    }

    /// <summary>Takes a command out of everything it is in. False when it had ended before.</summary>
    bool End(PendingCommand command, Exception? cause)
    {
        if (command.IsEnded)
            return false;
        command.IsEnded = true;
        _telemetry.OnEnded(command.Frame, command.BegunAt, cause);
        if (command.List == _inFlight)
            _bySerial.Remove(command.SerialId);
        command.List?.Remove(command);
        if (command.IsBounded)
            Interlocked.Decrement(ref _pending);
        if (command.CancellationToken.CanBeCanceled)
        {
            command.Registration.Dispose();
            Interlocked.Decrement(ref _registrations);
        }
        return true;
    }

    static string Name(PendingCommand command) => Text.NameOf(command.Frame);
}
