using LeanRx.Protocol;
using LeanRx.Runtime.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>One command on its way: the task that its caller awaits, the frame, and its place in the list that it waits in.</summary>
internal sealed class PendingCommand(Frame frame, bool isRepeatable, bool isBounded, Action<Frame>? take, CommandTable table, DeliveryQueue deliveries,
    CancellationToken cancellationToken)
    : SchedulerTaskSource<Frame>(deliveries)
{
    Frame? _answer;

    /// <summary>Whether it is in nothing any more; the task may complete a little later.</summary>
    public bool IsEnded { get; set; }

    /// <summary>Whether somebody takes note of the answer before the task completes.</summary>
    public bool IsTaken => take is not null;

    /// <summary>The answer has come, and only <see cref="Take"/> ends the command now.</summary>
    public void Answered(Frame answer) => _answer = answer;

    /// <summary>Takes note of the answer, then completes the task.</summary>
    public void Take()
    {
        try
        {
            take!(_answer!);
        }
        catch (Exception exception)
        {
            Fail(exception);
            return;
        }
        Succeed(_answer!);
    }

    public CommandTable Table { get; } = table;

    public bool IsRepeatable { get; } = isRepeatable;

    public bool IsBounded { get; } = isBounded;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Undone when the command ends.</summary>
    public CancellationTokenRegistration Registration { get; set; }

    /// <summary>As it goes on the wire. It is the command's own: the serial id is written into it.</summary>
    public Frame Frame { get; set; } = frame;

    /// <summary>What it asks for where that is a page; null otherwise.</summary>
    public PageRequest? Page { get; init; }

    /// <summary>When it was called, for whoever measures.</summary>
    public TimeSpan BegunAt { get; init; }

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
}
