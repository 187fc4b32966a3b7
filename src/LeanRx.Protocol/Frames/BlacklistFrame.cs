namespace LeanRx.Protocol;

// protocol.md §4.14
/// <summary><c>blacklist</c>: who may not take part.</summary>
public sealed record BlacklistFrame : Frame
{
    /// <inheritdoc/>
    public override string Command => Commands.Blacklist;

    /// <summary>The operation, one of <see cref="BlacklistOperations"/>.</summary>
    public required string Operation { get; init; }

    /// <summary>The conversation that blocks (<c>srcCid</c>).</summary>
    public string? SourceConversationId { get; init; }

    /// <summary>The clients that it blocks (<c>toPids</c>).</summary>
    public IReadOnlyList<string>? TargetClientIds { get; init; }

    /// <summary>The client that blocks (<c>srcPid</c>).</summary>
    public string? SourceClientId { get; init; }

    /// <summary>The conversations that it blocks (<c>toCids</c>).</summary>
    public IReadOnlyList<string>? TargetConversationIds { get; init; }

    /// <summary>Page size.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Next { get; init; }

    /// <summary>Clients that are blocked.</summary>
    public IReadOnlyList<string>? BlockedClientIds { get; init; }

    /// <summary>Conversations that are blocked.</summary>
    public IReadOnlyList<string>? BlockedConversationIds { get; init; }

    /// <summary>Ids for which the operation succeeded.</summary>
    public IReadOnlyList<string>? AllowedClientIds { get; init; }

    /// <summary>Ids for which it did not.</summary>
    public IReadOnlyList<OperationError>? FailedClientIds { get; init; }

    /// <summary>Signature of the operation.</summary>
    public FrameSignature? Signature { get; init; }
}
