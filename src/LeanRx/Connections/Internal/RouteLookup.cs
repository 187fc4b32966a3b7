using System.Reactive.Disposables;

namespace LeanRx.Connections.Internal;

/// <summary>One question to the router. The connection hears the answer inside the serial gate.</summary>
internal sealed class RouteLookup(SessionParts parts, Connection connection) : IObserver<Route>, IDisposable
{
    readonly SingleAssignmentDisposable _subscription = new();

    public void Start()
    {
        try
        {
            _subscription.Disposable = parts.Routes.Ask().Subscribe(this);
        }
        catch (Exception exception)
        {
            OnError(exception);
        }
    }

    public void OnNext(Route value) => parts.Gate.Post(connection, value, static (connection, route) => connection.OnRoute(route));

    public void OnError(Exception error) => parts.Gate.Post(connection, error, static (connection, error) => connection.OnNoRoute(error));

    public void OnCompleted() => OnError(new InvalidOperationException("The route resolver completed without a route."));

    public void Dispose() => _subscription.Dispose();
}
