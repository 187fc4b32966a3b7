namespace LeanRx.Server.Storage;

// protocol.md §6.1
/// <summary>A client was kicked by an operator: what let it in before is void.</summary>
/// <param name="ApplicationId">The application.</param>
/// <param name="ClientId">The client.</param>
/// <param name="At">When, milliseconds since 1970 UTC.</param>
public readonly record struct ClientKick(string ApplicationId, string ClientId, long At);
