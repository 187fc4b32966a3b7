namespace LeanRx.Simulation;

/// <summary>A message that somebody sent, and what became of it.</summary>
sealed record Sending(Witness Sender, string ConversationId, string Text, Task<MessageAck> Ack);
