namespace LeanRx;

// protocol.md §6.1
/// <summary>What is to be signed.</summary>
/// <param name="ApplicationId">The application.</param>
/// <param name="ClientId">Who acts.</param>
/// <param name="Action">What is done.</param>
/// <param name="ConversationId">The conversation; null for login and creation.</param>
/// <param name="MemberIds">The members concerned, in the order in which they go on the wire; empty for login.</param>
public sealed record SignatureRequest(string ApplicationId, string ClientId, SignatureAction Action, string? ConversationId, IReadOnlyList<string> MemberIds);
