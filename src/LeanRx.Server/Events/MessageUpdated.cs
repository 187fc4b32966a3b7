namespace LeanRx.Server.Events;

/// <summary>A message was edited or recalled.</summary>
public sealed record MessageUpdated : ConversationEvent
{
    /// <summary>The message id.</summary>
    public required string MessageId { get; init; }

    /// <summary>The sender of the message.</summary>
    public required string From { get; init; }

    /// <summary>The new body, base64 if <see cref="IsBinary"/>.</summary>
    public required string Body { get; init; }

    /// <summary>Whether <see cref="Body"/> is base64 of bytes.</summary>
    public bool IsBinary { get; init; }

    /// <summary>Whether it was recalled.</summary>
    public bool IsRecall { get; init; }
}
