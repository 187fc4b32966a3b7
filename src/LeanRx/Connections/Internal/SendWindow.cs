using LeanRx.Runtime.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>
/// How many bytes may be under way without an answer while what waited for a connection goes out. On a thin line what is written at once times out together,
/// and heartbeats stand behind it; so each connection begins with few bytes, and as long as answers come soon more may follow. Whatever its size, one command
/// may always be under way. Lives in the serial gate.
/// </summary>
internal sealed class SendWindow(SessionClock clock)
{
    const int Least = 16 * 1024;

    const int Most = 1024 * 1024;

    static readonly TimeSpan s_soon = TimeSpan.FromSeconds(2);

    long _bytes = Least;

    public bool HasRoom(CommandList inFlight) => inFlight.Bytes < _bytes;

    /// <summary>A command that is still among those under way is answered. While only few bytes are under way, a quick answer says nothing of many.</summary>
    public void OnAnswered(PendingCommand command, CommandList inFlight)
    {
        if (inFlight.Bytes * 2 >= _bytes && clock.Elapsed - command.WrittenAt < s_soon)
            _bytes = Math.Min(Most, _bytes + command.Size);
    }

    /// <summary>The next line may be a thinner one.</summary>
    public void OnLost() => _bytes = Least;
}
