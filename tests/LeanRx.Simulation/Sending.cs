namespace LeanRx.Simulation;

/// <summary>A message that somebody sent, and what became of it.</summary>
/// <param name="IsRefused">Whether the sender is no member of the conversation, so that the server must say no.</param>
sealed record Sending(Witness Sender, string ConversationId, string Text, Task<MessageAck> Ack, bool IsRefused);
