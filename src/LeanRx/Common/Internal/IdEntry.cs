namespace LeanRx.Common.Internal;

/// <summary>An id, and when it came into being.</summary>
internal readonly record struct IdEntry(CompactId Id, long Timestamp);
