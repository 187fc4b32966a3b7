namespace LeanRx;

/// <summary>The online state of a client.</summary>
public sealed record PresenceChange
{
    /// <summary>The client.</summary>
    public required string ClientId { get; init; }

    /// <summary>Whether at least one of its devices is logged in.</summary>
    public required bool IsOnline { get; init; }
}
