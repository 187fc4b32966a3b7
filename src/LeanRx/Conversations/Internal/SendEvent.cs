using LeanRx.Protocol;

namespace LeanRx.Conversations.Internal;

/// <summary>Where a send of this client stands.</summary>
/// <param name="Frame">The send, with its token.</param>
/// <param name="At">When it was begun.</param>
/// <param name="Number">Counts the sends.</param>
/// <param name="IsUnderWay">Whether the server may have it.</param>
/// <param name="Ack">The server's answer, when it has it.</param>
/// <param name="Failure">Why it ended without.</param>
internal sealed record SendEvent(DirectFrame Frame, DateTimeOffset At, long Number, bool IsUnderWay, MessageAck? Ack = null, Exception? Failure = null);
