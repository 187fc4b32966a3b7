using System.Reactive.Linq;

namespace LeanRx.Testing.Internal;

/// <summary>Asks the router, and tells the recorder.</summary>
sealed class RecordingResolver(IRouteResolver inner, SessionRecorder recorder) : IRouteResolver
{
    public IObservable<Route> Resolve(Uri router, string applicationId, bool secure) => Observable.Defer(() =>
    {
        recorder.Add(SessionEventKind.RouteAsked, what => what with { Address = router });
        return inner.Resolve(router, applicationId, secure).Do(
            route => recorder.Add(SessionEventKind.Routed, what => what with { Route = route }),
            error => recorder.AddFailure(SessionEventKind.RouteFailed, error));
    });
}
