using System.Text.Json;

namespace LeanRx.Server.Hooks;

/// <summary>Columns of a conversation are about to be changed, or push notifications to be muted or unmuted.</summary>
public sealed record ConversationUpdating : ConversationChanging
{
    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The columns to set as they were requested, an object.</summary>
    /// <value>Null for a change of <see cref="IsMuted"/>.</value>
    public JsonElement? Columns { get; init; }

    /// <summary>Whether push notifications are to be muted for <see cref="ClientIds"/>.</summary>
    /// <value>Null for a change of columns.</value>
    public bool? IsMuted { get; init; }

    /// <summary>The members for whom <see cref="IsMuted"/> is to be changed.</summary>
    /// <remarks>Behind other changes of the conversation that are not made yet: all who are named.</remarks>
    public IReadOnlyList<string> ClientIds { get; init; } = [];
}
