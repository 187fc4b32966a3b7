using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LeanRx.Common.Internal;

namespace LeanRx;

// protocol.md §5.2; S35
/// <summary>The base of messages with a type, a text and attributes.</summary>
/// <remarks>
/// Custom message types derive from it. Register a custom type with <c>MessageTypeRegistry</c>. Its JSON contains the properties that the type itself declares,
/// and none that are declared here or in <see cref="Message"/>.
/// </remarks>
public abstract record TypedMessage : Message
{
    string _text = "";
    LazyObject _attributes;

    /// <summary>Initializes a message of a custom type.</summary>
    protected TypedMessage()
    {
    }

    /// <summary>Initializes a copy of a message.</summary>
    protected TypedMessage(TypedMessage original) : base(original)
    {
        _text = original._text;
        _attributes = original._attributes.Copy();
    }

    /// <summary>The text, or the caption of a file or location (<c>_lctext</c>).</summary>
    /// <value>Empty when there is none.</value>
    [JsonIgnore]
    public string Text
    {
        get => _text;
        init => _text = value;
    }

    // S39
    /// <summary>The custom attributes, visible to every receiver (<c>_lcattrs</c>).</summary>
    /// <remarks>
    /// Set them on a message to be sent, or add to them: <c>Attributes = { ["topic"] = "cats" }</c>. Treat the attributes of a received message as read-only:
    /// all observers share one object.
    /// </remarks>
    /// <value>Empty when there are none.</value>
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
