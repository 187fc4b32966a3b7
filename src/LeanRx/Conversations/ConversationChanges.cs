using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using LeanRx.Common.Internal;

namespace LeanRx;

// protocol.md §4.7; S63, S66
/// <summary>Changes of a conversation, for <see cref="Conversation.UpdateAsync"/>.</summary>
public sealed record ConversationChanges
{
    LazyObject _attributes;

    /// <summary>Initializes an empty set of changes.</summary>
    public ConversationChanges()
    {
    }

    ConversationChanges(ConversationChanges original)
    {
        Name = original.Name;
        _attributes = original._attributes.Copy();
    }

    /// <summary>The new name.</summary>
    /// <value>Null: unchanged.</value>
    public string? Name { get; init; }

    /// <summary>The attributes to set.</summary>
    /// <remarks>
    /// A null value removes an attribute; attributes that are not listed are unchanged. A key with dots addresses nested objects. Set it or fill it:
    /// <c>Attributes = { ["topic"] = "cats" }</c>.
    /// </remarks>
    /// <value>Empty.</value>
    [AllowNull]
    public JsonObject Attributes
    {
        get => _attributes.Value;
        init => _attributes = new LazyObject(value);
    }
}
