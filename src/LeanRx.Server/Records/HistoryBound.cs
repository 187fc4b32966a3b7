namespace LeanRx.Server.Storage;

/// <summary>One end of a walk through history.</summary>
/// <param name="Timestamp">Milliseconds since 1970 UTC.</param>
/// <param name="MessageId">The message at that time; null where only the time is known: then the whole millisecond is in or out with
/// <paramref name="IsIncluded"/>.</param>
/// <param name="IsIncluded">Whether that message itself belongs to the walk.</param>
public readonly record struct HistoryBound(long Timestamp, string? MessageId, bool IsIncluded);
