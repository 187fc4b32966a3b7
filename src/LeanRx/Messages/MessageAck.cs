namespace LeanRx;

// S142
/// <summary>The server has the message. Whether anybody received it, receipts tell.</summary>
/// <param name="MessageId">The id that the server gave it.</param>
/// <param name="Timestamp">When the server took it: its place in the conversation's order.</param>
public sealed record MessageAck(string MessageId, DateTimeOffset Timestamp);
