namespace LeanRx.Server.Storage;

/// <summary>The exception that is thrown when a <c>where</c> or <c>sort</c> cannot be parsed.</summary>
/// <remarks>Clients get error 4310.</remarks>
public sealed class QueryFormatException(string message) : FormatException(message);
