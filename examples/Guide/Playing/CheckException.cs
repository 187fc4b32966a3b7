namespace Guide.Playing;

/// <summary>A scenario saw something else than what it shows.</summary>
public sealed class CheckException(string message) : Exception(message);
