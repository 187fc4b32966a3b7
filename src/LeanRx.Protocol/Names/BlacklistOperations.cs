namespace LeanRx.Protocol;

// protocol.md §4.14
/// <summary>Values of <c>op</c> in <c>blacklist</c> frames.</summary>
public static class BlacklistOperations
{
    /// <summary>Block.</summary>
    public const string Block = "block";

    /// <summary>Answer to block.</summary>
    public const string Blocked = "blocked";

    /// <summary>Unblock.</summary>
    public const string Unblock = "unblock";

    /// <summary>Answer to unblock.</summary>
    public const string Unblocked = "unblocked";

    /// <summary>List.</summary>
    public const string Query = "query";

    /// <summary>The list.</summary>
    public const string QueryResult = "query-result";

    /// <summary>Test who is blocked.</summary>
    public const string CheckBlock = "check-block";

    /// <summary>Answer to check-block.</summary>
    public const string CheckResult = "check-result";
}
