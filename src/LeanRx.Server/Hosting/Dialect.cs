namespace LeanRx.Server.Hosting;

// protocol.md §2.2
/// <summary>How a connection learns what it missed: the trailing number of the subprotocol.</summary>
public enum Dialect
{
    /// <summary>1, also without subprotocol: stored messages are pushed at login, at most 20 per conversation.</summary>
    OfflineMessages = 1,

    /// <summary>2: unread counts at login; a delivered message counts as read.</summary>
    UnreadCounts = 2,

    /// <summary>3: unread counts at login, reset by <c>read</c> alone.</summary>
    UnreadCountsUntilRead = 3,
}
