using LeanRx.Server.Storage;

namespace LeanRx.Server.Delivery.Internal;

/// <summary>What is replayed to a client of a conversation.</summary>
/// <param name="Messages">The messages, oldest first.</param>
/// <param name="Kind">The kind of the conversation as deliveries tell it.</param>
/// <param name="HasMore">Whether there are older ones, which are left to history.</param>
internal sealed record FoundOfflineMessages(IReadOnlyList<StoredMessage> Messages, int? Kind, bool HasMore)
{
    public static readonly FoundOfflineMessages None = new([], null, false);
}
