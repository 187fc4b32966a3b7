using LeanRx.Runtime.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>
/// What is known of the line of the connection that is open: when something came last, and how many heartbeats went out and were answered. Lives in the serial
/// gate.
/// </summary>
internal sealed class LineWatch(SessionClock clock)
{
    /// <summary>When bytes came last.</summary>
    public TimeSpan LastHeard { get; private set; }

    /// <summary>Heartbeats that went out.</summary>
    public int Beats { get; private set; }

    /// <summary>Heartbeats that came back. The server answers them in their order, behind what it had to say before.</summary>
    public int Answered { get; private set; }

    public void OnOpened()
    {
        Beats = 0;
        Answered = 0;
        Heard();
    }

    public void Heard() => LastHeard = clock.Elapsed;

    public void Beat() => Beats++;

    public void Answer() => Answered++;
}
