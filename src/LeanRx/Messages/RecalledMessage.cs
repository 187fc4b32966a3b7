namespace LeanRx;

/// <summary>The placeholder of a recalled message (<c>_lctype</c> −127), which takes its place in history.</summary>
public sealed record RecalledMessage : Message;
