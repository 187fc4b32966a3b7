using System.Text.Json;

namespace LeanRx.Server.Events;

/// <summary>Columns of a conversation were changed, or push notifications were muted or unmuted for members.</summary>
public sealed record ConversationUpdated : ConversationEvent
{
    /// <summary>The client that changed it.</summary>
    /// <value>Null for an operator.</value>
    public string? InitiatedBy { get; init; }

    /// <summary>The changed columns with their new values, an object.</summary>
    /// <value>Null for a change of <see cref="IsMuted"/>.</value>
    public JsonElement? Columns { get; init; }

    /// <summary>Whether push notifications are muted now for <see cref="ClientIds"/>.</summary>
    /// <value>Null for a change of columns.</value>
    public bool? IsMuted { get; init; }

    /// <summary>The members for whom <see cref="IsMuted"/> has changed.</summary>
    public IReadOnlyList<string> ClientIds { get; init; } = [];
}
