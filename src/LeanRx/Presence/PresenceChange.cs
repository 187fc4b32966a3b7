namespace LeanRx;

/// <summary>Whether a client is online.</summary>
/// <param name="ClientId">The client.</param>
/// <param name="IsOnline">Whether at least one of its devices is logged in.</param>
public sealed record PresenceChange(string ClientId, bool IsOnline);
