using System.Reactive.Concurrency;
using System.Reactive.Linq;

namespace LeanRx.Testing.Internal;

/// <summary>Answers route lookups of a virtual network.</summary>
internal sealed class VirtualRouter(VirtualNetwork network) : IRouteResolver
{
    public IObservable<Route> Resolve(Uri router, string applicationId, bool secure) => Observable.Defer(() =>
        network.Current.RefusesRoutes
            ? Observable.Throw<Route>(new IOException("The virtual router is down."), network.Scheduler)
            : Observable.Return(new Route(new Uri("wss://virtual"), null, TimeSpan.FromHours(1)), network.Scheduler)
                .Delay(network.Current.Latency, network.Scheduler));
}
