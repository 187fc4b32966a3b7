namespace LeanRx.Internal;

/// <summary>Commands that wait for the same thing, first come first. The first is also the first to time out.</summary>
internal sealed class CommandList
{
    PendingCommand? _last;

    public PendingCommand? First { get; private set; }

    public int Count { get; private set; }

    /// <summary>When the first of them times out.</summary>
    public TimeSpan NextDue => First?.Due ?? SessionClock.Never;

    public void Add(PendingCommand command, TimeSpan due)
    {
        command.List = this;
        command.Due = due;
        command.Previous = _last;
        if (_last is null)
            First = command;
        else
            _last.Next = command;
        _last = command;
        Count++;
    }

    public void Remove(PendingCommand command)
    {
        if (command.Previous is null)
            First = command.Next;
        else
            command.Previous.Next = command.Next;
        if (command.Next is null)
            _last = command.Previous;
        else
            command.Next.Previous = command.Previous;
        command.Previous = null;
        command.Next = null;
        command.List = null;
        Count--;
    }
}
