namespace LeanRx.Server;

/// <summary>
/// The exception that is thrown when a store cannot be opened: its place is taken, another process has it open, or it was written by a newer version.
/// </summary>
/// <remarks>The message says which it is and what to do.</remarks>
public sealed class StoreOpenException(string message, Exception? innerException = null) : IOException(message, innerException);
