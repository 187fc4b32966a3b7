using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace LeanRx.Testing.Network.Internal;

/// <summary>Answers route lookups of a virtual network.</summary>
internal sealed class VirtualRouter(VirtualNetwork network) : IRouteResolver
{
    public Task<ServerRoute> ResolveAsync(Uri router, string applicationId, bool secure, CancellationToken cancellationToken) =>
        (network.Current.RefusesRoutes
            ? Observable.Throw<ServerRoute>(new IOException("The virtual router is down."), network.Scheduler)
            : Observable.Return(new ServerRoute(new Uri("wss://virtual"), TimeSpan.FromHours(1)), network.Scheduler)
                .Delay(network.Current.Latency, network.Scheduler)).ToTask(cancellationToken);
}
