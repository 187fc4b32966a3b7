namespace LeanRx;

// law 8
/// <summary>A hole: messages behind the last one that was told may be missing before the next.</summary>
/// <param name="After">The instant of the last message before the hole.</param>
/// <param name="Cause">Why they could not be fetched.</param>
public sealed record Gap(DateTimeOffset After, Exception Cause) : TimelineEntry;
