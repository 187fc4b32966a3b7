using LeanRx.Protocol;

namespace LeanRx.Connections.Internal;

/// <summary>
/// Finds the command that costs the connection each time it is sent, and lets everything else go on. After a loss that one of the commands under way may be
/// guilty of, they go out again in their old order by one, two, four and so on, each lot once the one before is answered; so whoever is guilty is soon under
/// way alone. Alone under way at a second loss in a row, a command is not sent a third time.
/// </summary>
/// <remarks>
/// A line that breaks twice is no proof against a message: sends ride out any number of such losses, and so do pages, of which less is asked after each, and
/// what the client asks by itself to find what it missed, and pages, of which less is asked for each time. They are guilty only when the server closed the
/// connection over what it was sent, and nobody else shares the socket.
/// </remarks>
/// <param name="isShared">Whether other clients use the same socket.</param>
internal sealed class Quarantine(bool isShared)
{
    const int Everybody = int.MaxValue;

    int _lot = Everybody;
    int _room;

    /// <summary>Takes note of a loss.</summary>
    /// <returns>The command that is not to be sent again; null for none.</returns>
    public PendingCommand? OnLost(CommandList inFlight, LeanRxException cause)
    {
        if (_lot != Everybody)
            _lot = 0;
        if (Replies.BlamesNobody(cause))
            return null;
        var isBlamed = Replies.BlamesPeer(cause);
        for (var command = inFlight.First; command is not null; command = command.Next)
            if (++command.Losses >= 2 || isBlamed)
                _lot = 0;
        return inFlight is { Count: 1, First: { IsRepeatable: true, Losses: >= 2 } last }
            && ((isBlamed && !isShared) || (last is { IsBounded: true, Page: null } && !last.IsMessage)) ? last : null;
    }

    /// <summary>Whether a command may go out now, where so many are under way.</summary>
    public bool LetsGo(PendingCommand command, int inFlight)
    {
        if (_lot == Everybody)
            return true;
        if (inFlight == 0)
        {
            _lot = command.Losses == 0 ? Everybody : Math.Max(1, Math.Min(_lot * 2, 1024));
            _room = _lot;
        }
        return _room-- > 0;
    }
}
