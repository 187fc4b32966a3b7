using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>A slot as it stands in the table.</summary>
/// <param name="Claim">The latest claim.</param>
/// <param name="Owner">The node that made it, which may be there no longer; null where no node of a cluster did.</param>
sealed record SlotRow(SlotClaim Claim, ClusterNode? Owner);
