namespace LeanRx.Protocol;

// protocol.md §4.13
/// <summary>Values of <c>op</c> in <c>patch</c> frames.</summary>
public static class PatchOperations
{
    /// <summary>Change messages; push of a change.</summary>
    public const string Modify = "modify";

    /// <summary>Answer to modify.</summary>
    public const string Modified = "modified";
}
