using System.Text.Json;

namespace LeanRx.Server.Events;

/// <summary>A message was sent to clients that are offline and want to know: notifications are due on their devices.</summary>
/// <remarks>Told by <see cref="MessagingEngine.PushRequests"/>, after the hooks were asked. Not for chat rooms and transient messages.</remarks>
public sealed record PushRequested : ConversationEvent
{
    /// <summary>The message id.</summary>
    public required string MessageId { get; init; }

    /// <summary>The sender.</summary>
    public required string From { get; init; }

    /// <summary>The clients to notify: without those that have muted the conversation, unless a hook includes them.</summary>
    public required IReadOnlyList<string> ClientIds { get; init; }

    /// <summary>What the notification says, an object; as a hook wants it, or else the sender.</summary>
    /// <value>Null: the default of the application.</value>
    public JsonElement? PushData { get; init; }
}
