using System.Text.Json.Nodes;

namespace LeanRx.Messages.Internal;

// protocol.md §5.2
/// <summary>The members of a typed body that have a name.</summary>
internal struct TypedBody
{
    public TypedBody()
    {
    }

    /// <summary><c>_lctype</c>; null when the body has none, or none that is an integer.</summary>
    public int? TypeCode { get; set; }

    public string Text { get; set; } = "";

    public JsonObject? Attributes { get; set; }

    public FileBody? File { get; set; }

    public (double Latitude, double Longitude)? Location { get; set; }

    /// <summary>Whether a member was not what its name promises.</summary>
    public bool IsMalformed { get; set; }
}
