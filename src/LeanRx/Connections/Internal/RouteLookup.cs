using LeanRx.Runtime.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>One question to the router. The connection hears the answer inside the serial gate.</summary>
internal sealed class RouteLookup(SessionParts parts, Connection connection) : IDisposable
{
    readonly CancellationTokenSource _cancellation = new();

    public void Start()
    {
        Task<ServerRoute> route;
        try
        {
            route = parts.Routes.AskAsync(_cancellation.Token) ?? throw new InvalidOperationException("The route resolver returned no task.");
        }
        catch (Exception exception)
        {
            route = Task.FromException<ServerRoute>(exception);
        }
        parts.Gate.PostWhenDone(route, this, static (lookup, route) => lookup.End(route));
    }

    public void Dispose()
    {
        try
        {
            _cancellation.Cancel();
        }
        catch (AggregateException)
        {
            // Callbacks of the resolver failed; nobody waits for them any more.
        }
    }

    void End(Task<ServerRoute> answer)
    {
        if (_cancellation.IsCancellationRequested)
            return;
        if (answer.Status != TaskStatus.RanToCompletion)
            connection.OnNoRoute(answer.Exception?.InnerException ?? new OperationCanceledException("The route resolver cancelled."));
        else if (answer.GetAwaiter().GetResult() is { } route)
            connection.OnRoute(route);
        else
            connection.OnNoRoute(new InvalidOperationException("The route resolver returned no route."));
    }
}
