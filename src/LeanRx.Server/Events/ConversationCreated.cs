using LeanRx.Protocol;

namespace LeanRx.Server.Events;

/// <summary>A conversation was created.</summary>
public sealed record ConversationCreated : ConversationEvent
{
    /// <summary>The kind.</summary>
    public required ConversationKind Kind { get; init; }

    /// <summary>The client that created it.</summary>
    /// <value>Null for an operator.</value>
    public string? InitiatedBy { get; init; }

    /// <summary>The first members.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];
}
