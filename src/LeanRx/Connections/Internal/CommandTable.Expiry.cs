using LeanRx.Common.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>Which commands have waited for long enough.</summary>
internal sealed partial class CommandTable
{
    /// <summary>Ends the commands whose time is over.</summary>
    public void Expire(TimeSpan now)
    {
        while (_inFlight.First is { } command && command.Due <= now)
        {
            if (MayStillCome(command, now))
                continue;
            if (command.Page is not null)
                Pace.Shrink();
            Fail(command, new CommandTimeoutException($"The server did not answer {command.Name} within {Text.Of(_options.CommandTimeout)}; whether it " +
                "took effect is not known."));
        }
        while (_waiting.First is { } command && command.Due <= now)
            Fail(command, WaitedInVain(command));
        Flush();
    }

    /// <summary>
    /// A page may take longer than any other answer, and wait behind others on a thin line. It is given up where nothing comes any more, or where the server
    /// has answered a heartbeat that was sent after its time was over.
    /// </summary>
    bool MayStillCome(PendingCommand command, TimeSpan now)
    {
        if (command.Page is null || Writer is null || now - Line.LastHeard >= _options.CommandTimeout || command.Probe > 0 && Line.Answered >= command.Probe)
            return false;
        _inFlight.Remove(command);
        _inFlight.Add(command, _clock.After(_options.CommandTimeout));
        if (command.Probe == 0)
        {
            Writer.Send(HeartbeatFrame.Instance);
            Line.Beat();
            command.Probe = Line.Beats;
        }
        return true;
    }

    LeanRxException WaitedInVain(PendingCommand command)
    {
        var within = Text.Of(_options.OfflineTimeout);
        if (command.SerialId != 0)
            return new ConnectionLostException($"{command.Name} was sent, but no connection lasted until its answer within {within}; whether it took " +
                "effect is not known.");
        if (Writer is not null)
            return new CommandTimeoutException($"{command.Name} was not sent within {within}: the line is too slow for what was to be sent before it.");
        return new ConnectionLostException($"{command.Name} found no connection within {within}. "
            + (IsOpenAsked ? "The client is still trying to reach the server." : "The client was not opened: call OpenAsync."));
    }

    bool HasPagesInFlight()
    {
        for (var command = _inFlight.First; command is not null; command = command.Next)
            if (command.Page is not null)
                return true;
        return false;
    }

    PendingCommand? Largest()
    {
        var largest = _inFlight.First;
        for (var command = largest; command is not null; command = command.Next)
            if (command.Size > largest!.Size)
                largest = command;
        return largest;
    }
}
