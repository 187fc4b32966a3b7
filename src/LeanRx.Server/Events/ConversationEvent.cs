namespace LeanRx.Server.Events;

/// <summary>Something that has happened in a conversation.</summary>
public abstract record ConversationEvent : ServerEvent
{
    private protected ConversationEvent()
    {
    }

    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    internal override string Subject => ConversationId;
}
