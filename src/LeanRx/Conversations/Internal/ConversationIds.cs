namespace LeanRx.Conversations.Internal;

internal static class ConversationIds
{
    // protocol.md §2.3
    /// <summary>Frames of the original clients end at 5 KB.</summary>
    public const int MaxPerFrame = 100;

    const string TemporaryPrefix = "_tmp:";

    public static bool IsTemporary(string id) => id.StartsWith(TemporaryPrefix, StringComparison.Ordinal);
}
