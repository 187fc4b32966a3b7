namespace LeanRx.Server.Storage;

/// <summary>A <c>where</c> or <c>sort</c> could not be understood. Clients see error 4310.</summary>
public sealed class QueryFormatException(string message) : FormatException(message);
