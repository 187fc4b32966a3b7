namespace LeanRx.Transport.Internal;

/// <summary>A connection that knows when it has told everything that has come so far.</summary>
internal interface IPacedConnection
{
    /// <summary>
    /// Called each time that there is nothing more to read for the moment, on the reader's thread. Set before the connection is subscribed to.
    /// </summary>
    Action? Paused { get; set; }
}
