namespace LeanRx.Protocol;

/// <summary>Values of <c>Sec-WebSocket-Protocol</c> (protocol.md §2.1).</summary>
public static class Subprotocols
{
    /// <summary>JSON; offline messages are pushed at login.</summary>
    public const string Json1 = "lc.json.1";

    /// <summary>JSON; unread counts, a delivered message counts as read.</summary>
    public const string Json2 = "lc.json.2";

    /// <summary>JSON; unread counts, reset by read alone.</summary>
    public const string Json3 = "lc.json.3";
}
