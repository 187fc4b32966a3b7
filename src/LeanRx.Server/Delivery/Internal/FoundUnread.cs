using LeanRx.Protocol;
using LeanRx.Server.Records.Internal;

namespace LeanRx.Server.Delivery.Internal;

/// <summary>What a client is told as unread of a conversation.</summary>
/// <param name="Unread">What it is told; null for nothing.</param>
/// <param name="CountedTo">Up to which message was counted.</param>
internal readonly record struct FoundUnread(UnreadConversation? Unread, MessageKey CountedTo);
