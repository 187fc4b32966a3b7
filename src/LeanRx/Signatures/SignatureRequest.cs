namespace LeanRx;

// protocol.md §6.1
/// <summary>An operation to be signed.</summary>
public sealed record SignatureRequest
{
    /// <summary>The application id.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The client that performs the operation.</summary>
    public required string ClientId { get; init; }

    /// <summary>The operation.</summary>
    public required SignatureAction Action { get; init; }

    /// <summary>The conversation; null for login and for creation.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The members concerned, in wire order; empty for login.</summary>
    public IReadOnlyList<string> MemberIds { get; init; } = [];
}
