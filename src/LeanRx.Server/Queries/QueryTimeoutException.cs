namespace LeanRx.Server.Storage;

/// <summary>The exception that is thrown when a query takes longer than it may.</summary>
/// <remarks>Clients get error 4310.</remarks>
public sealed class QueryTimeoutException(string message) : TimeoutException(message);
