using LeanRx.Protocol;

namespace LeanRx.Server.Internal;

/// <summary>One send: taken in its place in the order, and on its way into the store and out to the members.</summary>
/// <param name="Sender">Who sent it; does not get the delivery.</param>
/// <param name="Request">The frame to acknowledge; null for a will, which was acknowledged before.</param>
/// <param name="Message">The message with its id and time.</param>
/// <param name="Append">Ends when it is durable; null when it is not stored.</param>
/// <param name="Record">The conversation as it was when the message was taken.</param>
internal sealed record Outgoing(Session Sender, DirectFrame? Request, StoredMessage Message, ValueTask<AppendResult>? Append, ConversationRecord Record);
