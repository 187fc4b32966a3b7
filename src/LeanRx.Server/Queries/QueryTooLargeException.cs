namespace LeanRx.Server.Storage;

/// <summary>A query would look at more conversations, or hold more bytes of them, than it may. Clients see error 4310.</summary>
public sealed class QueryTooLargeException(string message) : InvalidOperationException(message);
