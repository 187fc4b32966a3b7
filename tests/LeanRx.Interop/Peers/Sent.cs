namespace LeanRx.Interop;

/// <summary>A message that the server took.</summary>
public readonly record struct Sent(string Id, long At);
