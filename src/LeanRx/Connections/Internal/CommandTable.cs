using LeanRx.Common.Internal;
using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;
using LeanRx.Runtime.Internal;
using LeanRx.Telemetry.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>
/// Every command that has not ended: those that wait for a connection, in the order in which they go out, and those that wait for their answer, in the order
/// in which they went. At any rest of the gate only one of the two lists holds any, but while what waited for the connection is more than goes out at once
/// (<see cref="SendWindow"/>), and after a loss that one of them may be guilty of (<see cref="Quarantine"/>).
/// Lives in the serial gate, but for <see cref="Start"/> and <see cref="Begin"/>.
/// </summary>
internal sealed partial class CommandTable : ICommandOwner
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
    readonly CommandAdmission _admission;

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
        _admission = new CommandAdmission(options, telemetry);
        Line = new LineWatch(clock);
        Pace = new PagePace(options.MaxFrameBytes);
    }

    public LineWatch Line { get; }

    public PagePace Pace { get; }

    public SerialIds SerialIds { get; }

    public int Waiting => _waiting.Count;

    public int InFlight => _inFlight.Count;

    /// <summary>Registrations with callers' tokens that are not yet undone.</summary>
    public int Registrations => _admission.Registrations;

    public TimeSpan NextDue => SessionClock.Earlier(_waiting.NextDue, _inFlight.NextDue);

    /// <summary>Where commands that are to leave go to. Null while there is no connection.</summary>
    public ICommandWriter? Writer { get; set; }

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
        var command = new FrameCommand(frame, isRepeatable, isBounded, take, _deliveries, cancellationToken) { Page = page };
        Begin(command);
        return command.TakeTask();
    }

    /// <summary>Begins a command, from any thread. Where it is not taken, or its token is cancelled already, it ends at once.</summary>
    public void Begin(PendingCommand command)
    {
        command.Owner = this;
        command.BegunAt = _telemetry.Begin();
        if (_admission.TryEnter(command))
            _gate.Post(command);
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

    /// <summary>The answer to a message. False where it answers something else, or nothing.</summary>
    public bool Answer(in PlainAck answer)
    {
        if (!_bySerial.TryGetValue(answer.SerialId, out var command) || command is not MessageCommand message)
            return false;
        _window.OnAnswered(message, _inFlight);
        if (End(message, null))
        {
            message.Answered(answer);
            Hand(message);
        }
        Flush();
        return true;
    }

    /// <summary>The answer to a command came and cannot be read.</summary>
    public void AnswerUnreadable(int serialId, FrameFormatException cause)
    {
        if (!_bySerial.TryGetValue(serialId, out var command))
            return;
        Fail(command, new InvalidResponseException($"The server's answer to {command.Name} could not be read; whether it took effect is not known. " +
            $"{cause.Message}", cause));
        Flush();
    }

    void Succeed(PendingCommand command, Frame reply)
    {
        command.Answered(reply);
        Hand(command);
    }

    void Hand(PendingCommand command)
    {
        if (command.IsTaken && Answered is { } answered)
            answered(command);
        else
            command.Take();
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
                $"{guilty.Name} of {guilty.Size} bytes was the largest frame under way when the server closed the connection over one"));
        else if (_quarantine.OnLost(_inFlight, cause) is { } poison)
            Fail(poison, Replies.Poisoned(poison, cause));
        if (HasPagesInFlight())
            Pace.Shrink();
        for (var command = _inFlight.First; command is not null;)
        {
            var next = command.Next;
            if (!command.IsRepeatable)
                Fail(command, new ConnectionLostException($"The connection was lost before the server answered {command.Name}; whether it took effect is " +
                    $"not known. {cause.Message}", null, cause));
            command = next;
        }
        while (_inFlight.Last is { } command)
        {
            _bySerial.Remove(command.SerialId);
            _inFlight.Remove(command);
            if (command is FrameCommand { Page: { } page } asking)
                asking.Ask(page.Compose(Pace));
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

    void ICommandOwner.Take(PendingCommand command)
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
        command.Probe = 0;
        try
        {
            command.Size = command.WriteTo(Writer!, _options.ClientId);
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

    void ICommandOwner.Cancel(PendingCommand command) => _gate.Post(this, command, static (table, command) =>
    {
        if (table.End(command, new OperationCanceledException()))
            command.Cancel(command.CancellationToken);
        table.Flush();
    });

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
        command.Measure(_telemetry, cause);
        if (command.List == _inFlight)
            _bySerial.Remove(command.SerialId);
        command.List?.Remove(command);
        _admission.Leave(command);
        return true;
    }
}
