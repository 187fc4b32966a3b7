using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LeanRx.Common.Internal;

namespace LeanRx;

// protocol.md §5.2; S35
/// <summary>
/// A rich message: a type, a text or caption, and attributes of the application's own. Types of one's own derive from it, see
/// <c>MessageTypeRegistry</c>; what is declared here and above is not part of their JSON.
/// </summary>
public abstract record TypedMessage : Message
{
    string _text = "";
    LazyObject _attributes;

    /// <summary>For types of one's own.</summary>
    protected TypedMessage()
    {
    }

    /// <summary>A copy.</summary>
    protected TypedMessage(TypedMessage original) : base(original)
    {
        _text = original._text;
        _attributes = original._attributes.Copy();
    }

    /// <summary>The text, or the caption of what is shown (<c>_lctext</c>). Empty when there is none.</summary>
    [JsonIgnore]
    public string Text
    {
        get => _text;
        init => _text = value;
    }

    // S39
    /// <summary>Attributes of the application's own, seen by every receiver (<c>_lcattrs</c>). Empty when there are none.</summary>
    /// <remarks>
    /// Of a message to be sent they can be given or filled: <c>Attributes = { ["topic"] = "cats" }</c>. Treat those of a message that came as read-only: other
    /// observers see the same ones.
    /// </remarks>
    [JsonIgnore]
    [AllowNull]
    public JsonObject Attributes
    {
        get => _attributes.Value;
        init => _attributes = new LazyObject(value);
    }

    internal JsonObject? GivenAttributes => _attributes.Given;

    /// <summary>Fills in what every type has, before anybody else has seen the message.</summary>
    internal void Fill(string text, JsonObject? attributes)
    {
        _text = text;
        _attributes = new LazyObject(attributes);
    }
}
