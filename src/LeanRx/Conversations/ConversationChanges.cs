using System.Text.Json.Nodes;

namespace LeanRx;

/// <summary>What is to change about a conversation (S63, S66, protocol.md §4.7).</summary>
public sealed record ConversationChanges
{
    /// <summary>The new name. Default null: it stays.</summary>
    public string? Name { get; init; }

    /// <summary>Attributes to set; a null value removes one, those not named stay. A key with dots reaches into nested objects. Default null: all stay.</summary>
    public JsonObject? Attributes { get; init; }
}
