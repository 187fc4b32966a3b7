namespace LeanRx.Server;

/// <summary>A query ran longer than it may, most likely over a regular expression. Clients see error 4310.</summary>
public sealed class QueryTimeoutException(string message) : TimeoutException(message);
