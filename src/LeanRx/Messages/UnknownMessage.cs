namespace LeanRx;

// S43
/// <summary>
/// A typed message whose type this client does not know, or whose content does not fit its type. Nothing of it is lost: <see cref="Body"/> is what came.
/// </summary>
/// <param name="TypeCode">The type (<c>_lctype</c>); positive for types of applications.</param>
/// <param name="Body">The whole body, JSON text.</param>
public sealed record UnknownMessage(int TypeCode, string Body) : TypedMessage;
