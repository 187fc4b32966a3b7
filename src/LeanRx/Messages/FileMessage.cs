namespace LeanRx;

/// <summary>Any other file (<c>_lctype</c> −6, S30).</summary>
public sealed record FileMessage : MediaMessage;
