using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using LeanRx.Common.Internal;

namespace LeanRx;

// protocol.md §4.7; S63, S66
/// <summary>What is to change about a conversation.</summary>
public sealed record ConversationChanges
{
    LazyObject _attributes;

    /// <summary>Changes of nothing yet.</summary>
    public ConversationChanges()
    {
    }

    ConversationChanges(ConversationChanges original)
    {
        Name = original.Name;
        _attributes = original._attributes.Copy();
    }

    /// <summary>The new name. Default null: it stays.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// Attributes to set; a null value removes one, those not named stay. A key with dots reaches into nested objects. To be given or filled: <c>Attributes = {
    /// ["topic"] = "cats" }</c>. Default empty: all stay.
    /// </summary>
    [AllowNull]
    public JsonObject Attributes
    {
        get => _attributes.Value;
        init => _attributes = new LazyObject(value);
    }
}
