namespace LeanRx.Server.Sessions.Internal;

/// <summary>What taking in a session came to.</summary>
/// <param name="IsAccepted">False when another device has taken the tag meanwhile.</param>
/// <param name="Displaced">Sessions of other devices with the same tag, which must go.</param>
/// <param name="Replaced">Sessions of the same device over an older connection.</param>
internal sealed record Registration(bool IsAccepted, IReadOnlyList<Session> Displaced, IReadOnlyList<Session> Replaced);
