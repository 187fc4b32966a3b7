namespace LeanRx;

/// <summary>A sound (<c>_lctype</c> −3, S25, S26).</summary>
public sealed record AudioMessage : MediaMessage;
