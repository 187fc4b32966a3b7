namespace LeanRx;

// protocol.md §1.2
/// <summary>Finds the WebSocket URL of an application.</summary>
public interface IRouteResolver
{
    /// <summary>Asks for the route. Cold: each subscription asks once, yields one route and completes, or ends in an error; disposing gives up.</summary>
    /// <remarks>
    /// Called and subscribed to inside the client's machinery, on any thread: it must not block. <see cref="LeanClientOptions.ConnectTimeout"/> bounds it.
    /// </remarks>
    /// <param name="router">The router's base URL, <c>http</c> or <c>https</c>.</param>
    /// <param name="applicationId">The application.</param>
    /// <param name="secure">Whether to ask for <c>wss</c>.</param>
    IObservable<Route> Resolve(Uri router, string applicationId, bool secure);
}
