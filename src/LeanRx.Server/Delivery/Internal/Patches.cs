using LeanRx.Protocol;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Delivery.Internal;

// protocol.md §4.13
/// <summary>Changed messages as they stand in <c>patch/modify</c>.</summary>
internal static class Patches
{
    /// <summary>The body of a recalled message.</summary>
    public const string Recalled = """{"_lctype":-127}""";

    /// <summary>What is left of a message that is taken back: it says nothing and mentions nobody.</summary>
    public static StoredMessage Recall(StoredMessage message) =>
        message with { Data = Recalled, IsBinary = false, MessageType = StoredMessage.RecalledType, MentionAll = false, MentionedClientIds = [] };

    /// <summary>Whether nothing is left of a message that recalling it would take back.</summary>
    public static bool IsGone(StoredMessage message) => message is { IsRecalled: true, Data: Recalled };

    /// <summary>The message with another body. A body of the recalled type is a recall, whatever else stands in it.</summary>
    public static StoredMessage Edit(StoredMessage message, string data, bool isBinary)
    {
        int? type = isBinary ? null : MessageType.Of(data);
        return type == StoredMessage.RecalledType ? Recall(message) : message with { Data = data, IsBinary = isBinary, MessageType = type };
    }

    /// <summary>Whether a message says the same to the same: a command that came twice changes nothing the second time.</summary>
    public static bool SaysTheSame(StoredMessage message, StoredMessage other) =>
        (message.Data, message.IsBinary, message.MentionAll) == (other.Data, other.IsBinary, other.MentionAll)
            && message.MentionedClientIds.SequenceEqual(other.MentionedClientIds, StringComparer.Ordinal);

    /// <summary>What is said of a recalled message that is to be changed.</summary>
    public static OperationRefusedException Gone() => new(ErrorCodes.MessageNotFound, "The message was recalled.");

    /// <summary>A push without addressee.</summary>
    public static PatchFrame FrameOf(IEnumerable<StoredMessage> messages) =>
        new() { Operation = PatchOperations.Modify, Patches = [.. messages.Select(ItemOf)] };

    static PatchItem ItemOf(StoredMessage message) => new()
    {
        ConversationId = message.ConversationId,
        MessageId = message.Id,
        From = message.From,
        Timestamp = message.Timestamp,
        PatchTimestamp = message.PatchedAt,
        IsRecall = message.IsRecalled,
        Data = message.Data,
        BinaryBody = message.IsBinary ? Convert.FromBase64String(message.Data) : null,
        MentionAll = message.MentionAll ? true : null,
        MentionedClientIds = message.MentionedClientIds.IsDefaultOrEmpty ? null : message.MentionedClientIds,
    };
}
