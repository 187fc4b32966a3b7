namespace LeanRx.Server.Events;

/// <summary>Events were dropped at this place, because too many waited for a slow observer.</summary>
public sealed record EventsDropped : ServerEvent
{
    /// <summary>How many events were dropped.</summary>
    public required long Count { get; init; }

    internal override string Subject => "";
}
