namespace LeanRx.Server;

/// <summary>
/// A store could not be opened: its place is taken by something else, another process has it open, or it was written by a newer version. The message says which
/// and what to do.
/// </summary>
public sealed class StoreOpenException(string message, Exception? innerException = null) : IOException(message, innerException);
