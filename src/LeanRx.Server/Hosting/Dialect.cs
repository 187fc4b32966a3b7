namespace LeanRx.Server.Hosting;

// protocol.md §2.2
/// <summary>How a connection learns about missed messages: the number at the end of its subprotocol.</summary>
public enum Dialect
{
    /// <summary>1, also without subprotocol: stored messages are pushed at login, at most 20 for each conversation.</summary>
    OfflineMessages = 1,

    /// <summary>2: unread counts at login; a delivered message counts as read.</summary>
    UnreadCounts = 2,

    /// <summary>3: unread counts at login; only <c>read</c> resets them.</summary>
    UnreadCountsUntilRead = 3,
}
