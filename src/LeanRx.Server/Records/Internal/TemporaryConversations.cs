using LeanRx.Protocol;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Records.Internal;

// protocol.md §7.2
/// <summary>Rules of temporary conversations.</summary>
internal static class TemporaryConversations
{
    public const string Prefix = "_tmp:";

    /// <summary>Life when none is wished for, in seconds.</summary>
    const int DefaultSeconds = 86_400;

    // S170
    /// <summary>Longest life, in seconds.</summary>
    const int MaxSeconds = 30 * 86_400;

    /// <summary>What is wrong with an id under which there is no conversation: a temporary one is over (4323), any other is not there.</summary>
    public static int CodeOfMissing(string id, int otherwise = ErrorCodes.ConversationNotFound) =>
        id.StartsWith(Prefix, StringComparison.Ordinal) ? ErrorCodes.TemporaryConversationExpired : otherwise;

    public static int Grant(int? wished) => wished is > 0 ? Math.Min(wished.Value, MaxSeconds) : DefaultSeconds;

    public static bool IsOver(ConversationRecord record, long now) => record is { IsTemporary: true, ExpiresAt: { } end } && end <= now;
}
