namespace LeanRx.Server.Internal;

/// <summary>Rules of temporary conversations (protocol.md §7.2).</summary>
internal static class TemporaryConversations
{
    public const string Prefix = "_tmp:";

    /// <summary>Life when none is wished for, in seconds.</summary>
    const int DefaultSeconds = 86_400;

    /// <summary>Longest life, in seconds (S170).</summary>
    const int MaxSeconds = 30 * 86_400;

    public static int Grant(int? wished) => wished is > 0 ? Math.Min(wished.Value, MaxSeconds) : DefaultSeconds;

    public static bool IsOver(ConversationRecord record, long now) => record is { IsTemporary: true, ExpiresAt: { } end } && end <= now;
}
