using LeanRx.Protocol;

namespace LeanRx.Sharing.Internal;

/// <summary>What one client asks of a shared socket.</summary>
/// <param name="Address">Where the socket leads to.</param>
/// <param name="ClientId">Whose place it is.</param>
/// <param name="Transport">What dials where there is no socket yet.</param>
internal sealed record SharedPlace(Uri Address, string ApplicationId, string ClientId, WireFormat WireFormat, ITransport Transport);
