using LeanRx.Server.Hosting;
using LeanRx.Server.Orleans.Internal;
using LeanRx.Server.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeanRx.Server;

/// <summary>
/// Makes the LeanRx server of an ASP.NET Core application a node of a cluster: <c>builder.Services.AddLeanRx(options).UseCluster(cluster)</c>.
/// </summary>
public static class LeanRxClusterServiceCollectionExtensions
{
    /// <summary>Makes the server a node of a cluster.</summary>
    /// <remarks>
    /// <para>Call it after <c>AddLeanRx</c>, whose options name neither a store nor a cluster then. When the application stops, clients are asked to
    /// go to the others, the node hands over what it owns before the server closes its last sockets, and leaves the cluster at the end. When the others have
    /// given it up, the application is stopped.</para>
    /// <para>Uploaded files need a place that all nodes share.</para>
    /// </remarks>
    /// <param name="cluster">The node, which has joined. The application disposes of it.</param>
    public static IServiceCollection UseCluster(this IServiceCollection services, OrleansCluster cluster)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(cluster);
        services.AddSingleton<IMessageStore>(cluster.Store);
        services.AddSingleton<ICluster>(cluster);
        services.AddSingleton<IHostedService>(provider => new ClusterLifetime(cluster, provider.GetRequiredService<IHostApplicationLifetime>()));
        return services;
    }
}
