namespace LeanRx.Server.Sessions.Internal;

/// <summary>How a session came to its end.</summary>
internal enum SessionEnd
{
    /// <summary>The client logged out.</summary>
    LoggedOut,

    /// <summary>The connection closed in good order, without a logout.</summary>
    Disconnected,

    /// <summary>The connection broke.</summary>
    Broken,

    /// <summary>Another device took the tag.</summary>
    Displaced,

    /// <summary>An operator kicked the client.</summary>
    Kicked,

    /// <summary>The same device, or the same connection, logged in anew.</summary>
    Replaced,

    /// <summary>The same device logged in anew by a login that had begun before and took longer: the device may be here all the same.</summary>
    Overtaken,
}
