namespace LeanRx;

/// <summary>A message in its place: everybody's, one's own included.</summary>
/// <param name="Message">The message, with the content that it had when it was told.</param>
public sealed record TimelineMessage(Message Message) : TimelineEntry;
