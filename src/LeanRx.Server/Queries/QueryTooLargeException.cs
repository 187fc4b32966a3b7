namespace LeanRx.Server.Storage;

/// <summary>The exception that is thrown when a query would look at more conversations, or hold more bytes of them, than it may.</summary>
/// <remarks>Clients get error 4310.</remarks>
public sealed class QueryTooLargeException(string message) : InvalidOperationException(message);
