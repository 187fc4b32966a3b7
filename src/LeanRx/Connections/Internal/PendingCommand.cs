using LeanRx.Protocol;
using LeanRx.Runtime.Internal;
using LeanRx.Telemetry.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>One command on its way: its end, which its caller awaits, and its place in the list that it waits in.</summary>
internal abstract class PendingCommand(DeliveryQueue deliveries) : SchedulerOutcome(deliveries), IGateItem
{
    /// <summary>What it is called in messages for people.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it sends a message.</summary>
    public abstract bool IsMessage { get; }

    /// <summary>Whether somebody takes note of the answer before the task completes.</summary>
    public abstract bool IsTaken { get; }

    /// <summary>The answer has come, and only <see cref="Take"/> ends the command now.</summary>
    public abstract void Answered(Frame answer);

    /// <summary>Takes note of the answer, then completes the task.</summary>
    public abstract void Take();

    /// <summary>Writes it under its serial id.</summary>
    /// <returns>Bytes of its payload.</returns>
    public abstract int WriteTo(ICommandWriter writer, string clientId);

    /// <summary>Counts and times it, now that it has ended.</summary>
    /// <param name="telemetry">Where to.</param>
    /// <param name="cause">Why it failed; null where it did not.</param>
    public abstract void Measure(ClientTelemetry telemetry, Exception? cause);

    /// <summary>Who takes it; set when it begins.</summary>
    public ICommandOwner? Owner { get; set; }

    void IGateItem.Run() => Owner!.Take(this);

    /// <summary>Whether it is in nothing any more; the task may complete a little later.</summary>
    public bool IsEnded { get; set; }

    /// <summary>Whether it goes out again after a loss.</summary>
    public bool IsRepeatable { get; protected set; }

    /// <summary>Whether it is one of those of which only so many may wait (<see cref="LeanClientOptions.MaxPendingCommands"/>).</summary>
    public bool IsBounded { get; protected set; }

    public CancellationToken CancellationToken { get; protected set; }

    /// <summary>Undone when the command ends.</summary>
    public CancellationTokenRegistration Registration { get; set; }

    /// <summary>What it asks for where that is a page; null otherwise.</summary>
    public PageRequest? Page { get; init; }

    /// <summary>When it was called, for whoever measures.</summary>
    public TimeSpan BegunAt { get; set; }

    /// <summary>The number of the heartbeat that was sent after the time for the answer was over; 0 before.</summary>
    public int Probe { get; set; }

    /// <summary>Zero before it is written for the first time.</summary>
    public int SerialId { get; set; }

    /// <summary>Bytes of its payload, once it was written. Not set while it is in a list.</summary>
    public int Size { get; set; }

    /// <summary>When it was written last.</summary>
    public TimeSpan WrittenAt { get; set; }

    /// <summary>At how many losses in a row it was under way, those aside that are no command's fault.</summary>
    public int Losses { get; set; }

    /// <summary>
    /// When its time to wait for a connection is over: set when it waits for the first time, and kept, so that not even a command that breaks each connection
    /// goes on for ever. Zero before.
    /// </summary>
    public TimeSpan OfflineDue { get; set; }

    /// <summary>When it times out in the list that it waits in.</summary>
    public TimeSpan Due { get; set; }

    /// <summary>The list that it waits in; null before and after.</summary>
    public CommandList? List { get; set; }

    public PendingCommand? Previous { get; set; }

    public PendingCommand? Next { get; set; }

    /// <summary>Makes it as if it were new, once it is in nothing any more.</summary>
    protected void Renew()
    {
        ForgetOutcome();
        IsEnded = false;
        SerialId = 0;
        Size = 0;
        Losses = 0;
        OfflineDue = TimeSpan.Zero;
    }
}
