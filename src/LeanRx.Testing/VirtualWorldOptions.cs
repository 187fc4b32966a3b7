using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Testing;

/// <summary>How a virtual world is made. Immutable.</summary>
public sealed record VirtualWorldOptions
{
    /// <summary>Where all chance comes from: ids, jitter, faults. The same seed gives the same run. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How the engine behaves; its clock and its chance are the world's. Default: the demo application.</summary>
    public ServerOptions Server { get; init; } = new();

    /// <summary>Makes the store of the first server, and of one that restarts without what it had stored. Default: a new in-memory store.</summary>
    public Func<IMessageStore>? CreateStore { get; init; }
}
