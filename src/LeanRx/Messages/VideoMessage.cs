namespace LeanRx;

/// <summary>A film (<c>_lctype</c> −4, S28, S29).</summary>
public sealed record VideoMessage : MediaMessage;
