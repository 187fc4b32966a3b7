namespace LeanRx.Server.Hooks;

/// <summary>A message was sent to clients that are offline.</summary>
/// <remarks>
/// Not for chat rooms and transient messages. What the hooks answer decides who is notified by <see cref="MessagingEngine.PushRequests"/>; a hook can also send
/// notifications of its own.
/// </remarks>
public sealed record ReceiversOffline
{
    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The message id.</summary>
    public required string MessageId { get; init; }

    /// <summary>The sender.</summary>
    public required string From { get; init; }

    /// <summary>The body, base64 if <see cref="IsBinary"/>.</summary>
    public required string Body { get; init; }

    /// <summary>Whether <see cref="Body"/> is base64 of bytes.</summary>
    public bool IsBinary { get; init; }

    /// <summary>When the message was accepted.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The receivers that are offline, including those who have muted the conversation.</summary>
    public required IReadOnlyList<string> ClientIds { get; init; }

    /// <summary>Those of <see cref="ClientIds"/> that have muted the conversation.</summary>
    public IReadOnlyList<string> MutedClientIds { get; init; } = [];

    /// <summary>What a push notification is to say, as the sender wants it: an object of JSON.</summary>
    /// <value>Null if the sender says nothing.</value>
    public string? PushData { get; init; }

    /// <summary>Whether the message mentions everybody.</summary>
    public bool MentionAll { get; init; }

    /// <summary>Those of <see cref="ClientIds"/> that the message mentions.</summary>
    /// <value>Empty if it mentions everybody.</value>
    public IReadOnlyList<string> MentionedClientIds { get; init; } = [];
}
