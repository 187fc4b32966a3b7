using System.Text.Json.Nodes;

namespace LeanRx;

/// <summary>A rich message: a type, a text or caption, and attributes of the application's own (S35, protocol.md §5.2).</summary>
public abstract record TypedMessage : Message
{
    private protected TypedMessage()
    {
    }

    /// <summary>The text, or the caption of what is shown (<c>_lctext</c>). Empty when there is none.</summary>
    public string Text { get; init; } = "";

    /// <summary>Attributes of the application's own, seen by every receiver (<c>_lcattrs</c>, S39). Null when there are none.</summary>
    public JsonObject? Attributes { get; init; }
}
