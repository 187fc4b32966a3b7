using LeanRx.Protocol;

namespace LeanRx.Simulation;

/// <summary>Holds what everybody saw against the server's log and against the laws.</summary>
sealed class Checker(Evidence evidence)
{
    readonly List<string> _violations = [];

    public IReadOnlyList<string> Check()
    {
        foreach (var group in evidence.Sendings.Where(it => !it.IsRefused).GroupBy(it => it.ConversationId))
            _violations.AddRange(new ConversationCheck(evidence, group.Key, [.. group]).Check());
        foreach (var sending in evidence.Sendings)
            CheckSending(sending);
        foreach (var witness in evidence.Witnesses)
            CheckWitness(witness);
        foreach (var doing in evidence.Doings.Where(doing => !doing.Task.IsCompleted))
            _violations.Add($"law 4: {doing.What} of {doing.Witness.Device} never ended");
        foreach (var witness in evidence.Witnesses)
            _violations.AddRange(new ConvergenceCheck(evidence, witness).Check());
        foreach (var claim in evidence.StrangeClaims)
            _violations.Add($"fence: {claim}");
        CheckSockets();
        CheckSpread();
        if (evidence.World.Servers.Count > 1)
            _violations.AddRange(new KickCheck(evidence.World).Check());
        foreach (var witness in evidence.Witnesses)
            CheckClosing(witness);
        return _violations;
    }

    void CheckSending(Sending sending)
    {
        if (!sending.Ack.IsCompleted)
            _violations.Add($"law 4: '{sending.Text}' never ended");
        else if (sending.IsRefused && sending.Ack.IsCompletedSuccessfully)
            _violations.Add($"law 13: '{sending.Text}' was acked though {sending.Sender.Name} is no member");
        else if (!sending.IsRefused && evidence is { IsHonest: true, WasWiped: false } && !sending.Ack.IsCompletedSuccessfully
            && !(evidence.WasThin && sending.Ack.Exception?.InnerException is CommandTimeoutException))
            _violations.Add($"law 5: '{sending.Text}' was not sent again: {sending.Ack.Exception?.InnerException?.Message}");
    }

    void CheckWitness(Witness witness)
    {
        foreach (var end in witness.Ends)
            _violations.Add($"law 2: {end} for {witness.Device}");
        if (witness.Client.State is not ConnectionState.Connected)
            _violations.Add($"law 3: {witness.Device} is not connected after the network has healed, but {witness.Client.State}");
        var calm = evidence.HealedAt + TimeSpan.FromMinutes(5);
        if (witness.States.FirstOrDefault(it => it.At > calm && it.State is ConnectionState.Reconnecting) is { State: ConnectionState.Reconnecting lost })
            _violations.Add($"law 3: {witness.Device} lost its connection long after the network had healed: {lost.Cause.Message}");
        foreach (var fault in witness.Faults.Where(fault => !IsExcused(fault)))
            _violations.Add($"fault of {witness.Device}: {fault.Kind} {fault.Message}");
    }

    /// <summary>What was lost for good is reported, and has to be.</summary>
    bool IsExcused(Fault fault) => fault.Kind switch
    {
        // Who was put out meanwhile is not given what was said then.
        FaultKind.Gap => evidence.WasWiped || !evidence.IsHonest || fault.Exception is ServerRejectedException { Code: ErrorCodes.ConversationLogRejected },
        FaultKind.Server => evidence.WasWiped,
        FaultKind.MissedEvents => evidence.WasWithoutRest,
        _ => false,
    };

    void CheckSockets()
    {
        if (evidence.MostSockets > evidence.Witnesses.Count)
            _violations.Add($"law 3: {evidence.Witnesses.Count} clients had {evidence.MostSockets} live sockets");
    }

    /// <summary>Those who lost their connections together must not come back together.</summary>
    void CheckSpread()
    {
        var retries = evidence.Witnesses.SelectMany(witness =>
            witness.States.Select(it => (witness, it.At, (it.State as ConnectionState.Reconnecting)?.RetryIn))).Where(it => it.RetryIn > TimeSpan.Zero);
        foreach (var together in retries.GroupBy(it => (it.At, it.RetryIn)).Where(group => group.Count() > 1))
            _violations.Add($"law 3: {string.Join(" and ", together.Select(it => it.witness.Device))} lost their connections together and retry together, " +
                $"in {together.Key.RetryIn}");
    }

    void CheckClosing(Witness witness)
    {
        var start = evidence.World.Clock.Now;
        evidence.World.Run(witness.Client.CloseAsync());
        if (evidence.World.Clock.Now - start >= TimeSpan.FromSeconds(1))
            _violations.Add($"law 4: closing {witness.Device} waited in vain for the server");
        evidence.World.Run(witness.Client.DisposeAsync().AsTask());
        evidence.World.AdvanceBy(TimeSpan.FromMilliseconds(1));
        foreach (var stream in new[] { "Messages", "StateChanges" })
            if (witness.Ends.Count(end => end == $"{stream} completed") != 1)
                _violations.Add($"law 2: {stream} of {witness.Device} did not complete with the client");
    }
}
