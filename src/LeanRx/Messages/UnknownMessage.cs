namespace LeanRx;

// S43
/// <summary>A typed message whose type is not registered, or whose content does not fit its type.</summary>
public sealed record UnknownMessage : TypedMessage
{
    /// <summary>Creates a message.</summary>
    public UnknownMessage(int typeCode, string body)
    {
        TypeCode = typeCode;
        Body = body;
    }

    /// <summary>The message type (<c>_lctype</c>); positive for types of applications.</summary>
    public int TypeCode { get; init; }

    /// <summary>The whole body as received, JSON text.</summary>
    public string Body { get; init; }
}
