using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>A silo of Orleans for membership and calls between nodes, in a host of its own: it ends when the node wants it to.</summary>
static class SiloHost
{
    /// <summary>Builds it; it is not started.</summary>
    public static IHost Build(OrleansClusterOptions options, IPEndPoint endpoint, IMembershipTable table, NodeDoor door, IFatalErrorHandler faults,
        NodeHandshake handshake)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.AddSingleton(options.LoggerFactory);
        builder.Services.AddSingleton(door);
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.Name, options.Name));
            silo.Configure<EndpointOptions>(listen =>
            {
                listen.AdvertisedIPAddress = endpoint.Address;
                listen.SiloPort = endpoint.Port;
                listen.SiloListeningEndpoint = endpoint;
                listen.GatewayPort = 0;
            });
            silo.Configure<ClusterMembershipOptions>(Configure);
            silo.Configure<SiloConnectionOptions>(handshake.Configure);
            silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(10));
            silo.AddGrainService<NodeService>();
        });
        builder.Services.AddSingleton(table);
        builder.Services.Replace(ServiceDescriptor.Singleton(faults));
        return builder.Build();
    }

    static void Configure(ClusterMembershipOptions membership)
    {
        // No probe below what a busy node answers: that a process has ended is seen by its port.
        membership.ProbeTimeout = TimeSpan.FromSeconds(1);
        membership.NumMissedProbesLimit = 3;
        membership.MaxProbeTimeout = TimeSpan.FromSeconds(1.5);
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        membership.IAmAliveTablePublishTimeout = Departed.Silence / 3;
        membership.MaxJoinAttemptTime = TimeSpan.FromSeconds(15);
    }

    /// <summary>Leaves Ctrl-C and signals to the program that the node is part of.</summary>
    sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
