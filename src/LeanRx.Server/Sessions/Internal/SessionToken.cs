namespace LeanRx.Server.Sessions.Internal;

// protocol.md §4.1.2
/// <summary>What a session token says. Tag and device are in it because clients do not repeat them when they come back.</summary>
internal sealed record SessionToken(string ApplicationId, string ClientId, long IssuedAt, long ExpiresAt, string? Tag, string? DeviceId, long LoginId,
    long Since);
