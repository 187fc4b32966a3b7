using LeanRx.Server.Hosting;

namespace LeanRx.Server.Ownership.Internal;

/// <summary>A node left before it answered.</summary>
internal sealed class NodeLostException(ClusterNode node) : Exception($"Node {node} left before it answered.");
