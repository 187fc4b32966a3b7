using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>
/// The times of changes of one application's messages. One change at a time: no two have the same time, and each is stored and told before the next one begins,
/// so that a client that knows of a change has been told of every earlier one, or is told at its next login.
/// </summary>
internal sealed class PatchTimes(EngineClock clock)
{
    readonly CommandGate _gate = new();
    long _last = long.MinValue;

    /// <summary>Waits for the change before. Whoever entered must call <see cref="Leave"/>.</summary>
    public ValueTask EnterAsync() => _gate.EnterAsync();

    public void Leave() => _gate.Leave();

    /// <summary>The time of the next change, later than <paramref name="earlier"/> and than every change before. Asked inside.</summary>
    public long Next(long earlier) => _last = Math.Max(Math.Max(clock.Now, _last + 1), earlier + 1);
}
