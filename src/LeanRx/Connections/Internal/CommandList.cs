using LeanRx.Runtime.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>Commands that wait for the same thing, first come first. The first is also the first to time out.</summary>
internal sealed class CommandList
{
    public PendingCommand? First { get; private set; }

    public PendingCommand? Last { get; private set; }

    public int Count { get; private set; }

    /// <summary>The sizes of those that were written, in all.</summary>
    public long Bytes { get; private set; }

    /// <summary>When the first of them times out.</summary>
    public TimeSpan NextDue => First?.Due ?? SessionClock.Never;

    public void Add(PendingCommand command, TimeSpan due)
    {
        command.List = this;
        command.Due = due;
        command.Previous = Last;
        if (Last is null)
            First = command;
        else
            Last.Next = command;
        Last = command;
        Count++;
        Bytes += command.Size;
    }

    /// <summary>Adds one that came before all others, and is due no later.</summary>
    public void AddFirst(PendingCommand command, TimeSpan due)
    {
        command.List = this;
        command.Due = due;
        command.Next = First;
        if (First is null)
            Last = command;
        else
            First.Previous = command;
        First = command;
        Count++;
        Bytes += command.Size;
    }

    public void Remove(PendingCommand command)
    {
        if (command.Previous is null)
            First = command.Next;
        else
            command.Previous.Next = command.Next;
        if (command.Next is null)
            Last = command.Previous;
        else
            command.Next.Previous = command.Previous;
        command.Previous = null;
        command.Next = null;
        command.List = null;
        Count--;
        Bytes -= command.Size;
    }
}
