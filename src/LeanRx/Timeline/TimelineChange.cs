namespace LeanRx;

/// <summary>A message that was told before was edited or taken back.</summary>
/// <param name="Change">What became of it.</param>
public sealed record TimelineChange(MessageChange Change) : TimelineEntry;
