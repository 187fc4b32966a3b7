namespace LeanRx.Testing.Recordings.Internal;

/// <summary>Asks the router, and tells the recorder.</summary>
sealed class RecordingResolver(IRouteResolver inner, SessionRecorder recorder) : IRouteResolver
{
    public async Task<ServerRoute> ResolveAsync(Uri router, string applicationId, bool secure, CancellationToken cancellationToken)
    {
        recorder.Add(SessionEventKind.RouteAsked, what => what with { Address = router });
        try
        {
            var route = await inner.ResolveAsync(router, applicationId, secure, cancellationToken).ConfigureAwait(false);
            recorder.Add(SessionEventKind.Routed, what => what with { Route = route });
            return route;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            recorder.AddFailure(SessionEventKind.RouteFailed, exception);
            throw;
        }
    }
}
