using LeanRx.Server.Storage;

namespace LeanRx.Server.Hosting;

/// <summary>Who owns a slot.</summary>
/// <param name="Node">The node.</param>
/// <param name="Claim">The claim by which the node writes what belongs to the slot.</param>
public sealed record SlotOwner(ClusterNode Node, SlotClaim Claim);
