namespace LeanRx.Server.Orleans.Tests;

/// <summary>A node and its server, in the process of the test.</summary>
public sealed class HostedNode : IAsyncDisposable
{
    HostedNode(OrleansCluster cluster, LeanServer server) => (Cluster, Server) = (cluster, server);

    public OrleansCluster Cluster { get; }

    public LeanServer Server { get; }

    public static Task<HostedNode> StartAsync(OrleansClusterOptions options, CancellationToken patience) =>
        StartAsync(options, new LeanServerOptions(), patience);

    public static async Task<HostedNode> StartAsync(OrleansClusterOptions options, LeanServerOptions settings, CancellationToken patience)
    {
        var cluster = await OrleansCluster.StartAsync(options, patience);
        var server = await LeanServer.StartAsync(settings with
        {
            Store = cluster.Store,
            OwnsStore = false,
            Engine = settings.Engine with { Cluster = cluster },
        }, patience);
        return new(cluster, server);
    }

    /// <summary>Leaves in good order.</summary>
    public async ValueTask DisposeAsync()
    {
        await Cluster.LeaveAsync();
        await Server.DisposeAsync();
        await Cluster.DisposeAsync();
    }
}
