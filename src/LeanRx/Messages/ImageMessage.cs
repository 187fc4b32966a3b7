namespace LeanRx;

/// <summary>An image (<c>_lctype</c> −2, S21, S22).</summary>
public sealed record ImageMessage : MediaMessage;
