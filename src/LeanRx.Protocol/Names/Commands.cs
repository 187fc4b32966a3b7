namespace LeanRx.Protocol;

// protocol.md §3.2
/// <summary>Values of <c>cmd</c>.</summary>
public static class Commands
{
    /// <summary>Login and online queries.</summary>
    public const string Session = "session";

    /// <summary>Conversations.</summary>
    public const string Conversation = "conv";

    /// <summary>Messages.</summary>
    public const string Direct = "direct";

    /// <summary>Acknowledgements.</summary>
    public const string Ack = "ack";

    /// <summary>Receipts.</summary>
    public const string Receipt = "rcp";

    /// <summary>Unread counts.</summary>
    public const string Unread = "unread";

    /// <summary>History.</summary>
    public const string Logs = "logs";

    /// <summary>Refusals.</summary>
    public const string Error = "error";

    /// <summary>Login of the push channel.</summary>
    public const string Login = "login";

    /// <summary>Answer to login.</summary>
    public const string LoggedIn = "loggedin";

    /// <summary>Logout of the push channel.</summary>
    public const string Logout = "logout";

    /// <summary>Answer to logout.</summary>
    public const string LoggedOut = "loggedout";

    /// <summary>Push data.</summary>
    public const string Data = "data";

    /// <summary>Groups of the first version.</summary>
    public const string Room = "room";

    /// <summary>Messages were read.</summary>
    public const string Read = "read";

    /// <summary>Presence of the first version.</summary>
    public const string Presence = "presence";

    /// <summary>Device token upload.</summary>
    public const string Report = "report";

    /// <summary>Heartbeat of the protobuf dialects.</summary>
    public const string Echo = "echo";

    /// <summary>Edited and recalled messages.</summary>
    public const string Patch = "patch";

    /// <summary>Block lists.</summary>
    public const string Blacklist = "blacklist";

    /// <summary>Reconnect elsewhere.</summary>
    public const string GoAway = "goaway";
}
