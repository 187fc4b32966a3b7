namespace LeanRx.Protocol;

// protocol.md §4.11
/// <summary>Values of <c>direction</c> in <c>logs</c> frames.</summary>
public static class LogsDirections
{
    /// <summary>Back in time, the default.</summary>
    public const string Older = "OLD";

    /// <summary>Forward in time.</summary>
    public const string Newer = "NEW";
}
