using LeanRx.Server;
using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;

namespace LeanRx.Testing;

/// <summary>How a virtual world is made.</summary>
/// <remarks>Immutable.</remarks>
public sealed record VirtualWorldOptions
{
    /// <summary>Where all chance comes from: ids, jitter, faults.</summary>
    /// <remarks>The same seed gives the same run.</remarks>
    /// <value>Default 1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>How the engine behaves; its clock and its chance are the world's.</summary>
    /// <value>Default: the demo application.</value>
    public ServerOptions Server { get; init; } = new();

    /// <summary>How many nodes serve the applications together.</summary>
    /// <remarks>Each connection goes to the next node. With several nodes, <see cref="VirtualWorld.RestartServer"/> restarts one of them.</remarks>
    /// <value>Default 1.</value>
    public int Nodes { get; init; } = 1;

    /// <summary>Changes what a node sees of the cluster: what comes and goes can be lost, late or wrong.</summary>
    /// <value>Default: nothing is changed.</value>
    public Func<ICluster, ICluster>? WrapNode { get; init; }

    /// <summary>Makes the store of the first server, and of one that restarts without what it had stored.</summary>
    /// <value>Default: a new in-memory store.</value>
    public Func<IMessageStore>? CreateStore { get; init; }
}
