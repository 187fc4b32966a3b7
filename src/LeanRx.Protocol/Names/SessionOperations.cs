namespace LeanRx.Protocol;

// protocol.md §3.2
/// <summary>Values of <c>op</c> in <c>session</c> frames.</summary>
public static class SessionOperations
{
    /// <summary>Log in.</summary>
    public const string Open = "open";

    /// <summary>Logged in.</summary>
    public const string Opened = "opened";

    /// <summary>Log out.</summary>
    public const string Close = "close";

    /// <summary>Logged out, refused or displaced.</summary>
    public const string Closed = "closed";

    /// <summary>Ask who is online.</summary>
    public const string Query = "query";

    /// <summary>Who is online.</summary>
    public const string QueryResult = "query-result";

    /// <summary>Ask for a new token.</summary>
    public const string Refresh = "refresh";

    /// <summary>The new token.</summary>
    public const string Refreshed = "refreshed";

    /// <summary>Watch clients (first version).</summary>
    public const string Add = "add";

    /// <summary>Answer to add.</summary>
    public const string Added = "added";

    /// <summary>Stop watching (first version).</summary>
    public const string Remove = "remove";

    /// <summary>Answer to remove.</summary>
    public const string Removed = "removed";

    /// <summary>Named in the protocol, never sent.</summary>
    public const string Conflict = "conflict";

    // protocol.md §3.7
    /// <summary>Refusal in the older shape.</summary>
    public const string Error = "error";
}
