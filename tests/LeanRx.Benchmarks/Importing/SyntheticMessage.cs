namespace LeanRx.Benchmarks.Importing;

/// <summary>A message that nobody wrote.</summary>
readonly record struct SyntheticMessage(string Conversation, long Timestamp, string Id, string From, string Data);
