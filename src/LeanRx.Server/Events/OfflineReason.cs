namespace LeanRx.Server.Events;

// protocol.md §7.6: the numbers are the closeCode of the hook.
/// <summary>How a login ended.</summary>
public enum OfflineReason
{
    /// <summary>The client logged out.</summary>
    LoggedOut = 1,

    /// <summary>The connection ended, or the same device logged in anew.</summary>
    Disconnected = 2,

    /// <summary>Another device logged in with the same tag.</summary>
    TagConflict = 3,

    /// <summary>An operator kicked the client.</summary>
    Kicked = 4,
}
