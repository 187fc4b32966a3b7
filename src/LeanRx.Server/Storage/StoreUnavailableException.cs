namespace LeanRx.Server.Storage;

/// <summary>The exception that is thrown when a store cannot do anything at present: its database cannot be reached, is read-only, or is full.</summary>
/// <remarks>
/// Nothing was stored by the call. Clients get error 4200 with the message, which says why and names neither an address nor a path.
/// </remarks>
public sealed class StoreUnavailableException(string message, Exception? innerException = null) : IOException(message, innerException);
