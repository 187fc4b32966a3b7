namespace LeanRx;

/// <summary>What is left of a message that its sender took back (<c>_lctype</c> −127). It stands in history in the message's place.</summary>
public sealed record RecalledMessage : Message;
