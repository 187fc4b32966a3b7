namespace LeanRx;

/// <summary>Something in the course of a conversation: <see cref="TimelineMessage"/>, <see cref="TimelineChange"/> or <see cref="Gap"/>.</summary>
public abstract record TimelineEntry
{
    private protected TimelineEntry()
    {
    }
}
