using LeanRx.Protocol;

namespace LeanRx.Connections.Internal;

/// <summary>Takes out of what a server sends what cannot be, before anybody remembers it: ids of any length, and counts below nothing.</summary>
internal static class IncomingCheck
{
    /// <summary>Ids have some twenty characters, and a client's own at most 64.</summary>
    public const int LongestId = 256;

    /// <summary>What is left of a push; null for nothing.</summary>
    /// <param name="fault">What was wrong; null for nothing.</param>
    public static Frame? Checked(Frame push, out string? fault)
    {
        fault = push switch
        {
            DirectFrame { MessageId: var id, ConversationId: var conversation, FromPeerId: var from } when IsLong(id) || IsLong(conversation)
                || IsLong(from) => TooLong,
            ReceiptFrame { MessageId: var id, ConversationId: var conversation } when IsLong(id) || IsLong(conversation) => TooLong,
            ConversationFrame { ConversationId: var conversation } when IsLong(conversation) => TooLong,
            _ => null,
        };
        if (fault is not null)
            return null;
        switch (push)
        {
            case UnreadFrame unread when unread.Conversations.Any(static item => !IsGood(item)):
                fault = "It counted fewer than no messages, or an id was too long";
                return unread with { Conversations = [.. unread.Conversations.Where(IsGood)] };
            case PatchFrame { Patches: { } patches } patch when patches.Any(static item => !IsGood(item)):
                fault = TooLong;
                return patch with { Patches = [.. patches.Where(IsGood)] };
            default:
                return push;
        }
    }

    static string TooLong => $"An id was longer than {LongestId} characters";

    static bool IsLong(string? id) => id is { Length: > LongestId };

    static bool IsGood(UnreadConversation item) => item.Unread >= 0 && !IsLong(item.ConversationId) && !IsLong(item.MessageId);

    static bool IsGood(PatchItem item) => !IsLong(item.ConversationId) && !IsLong(item.MessageId);
}
