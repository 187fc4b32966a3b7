namespace LeanRx.Server.Storage;

// protocol.md §6.1
/// <summary>A client was kicked by an operator.</summary>
/// <remarks>Tokens and signatures from before are void.</remarks>
public sealed record ClientKick
{
    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The client.</summary>
    public required string ClientId { get; init; }

    /// <summary>When it was kicked, in milliseconds since 1970-01-01 UTC.</summary>
    public required long At { get; init; }
}
