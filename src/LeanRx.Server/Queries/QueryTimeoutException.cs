namespace LeanRx.Server.Storage;

/// <summary>A query took longer than it may. Clients see error 4310.</summary>
public sealed class QueryTimeoutException(string message) : TimeoutException(message);
