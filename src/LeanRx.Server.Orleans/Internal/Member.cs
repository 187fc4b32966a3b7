using LeanRx.Server.Hosting;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>A node that is there.</summary>
/// <param name="MayOwn">Whether slots may go to it: it serves, and is not about to leave.</param>
sealed record Member(ClusterNode Node, bool MayOwn);
