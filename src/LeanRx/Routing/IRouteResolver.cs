namespace LeanRx;

// protocol.md §1.2
/// <summary>Finds the WebSocket addresses of an application.</summary>
public interface IRouteResolver
{
    /// <summary>Asks for the route.</summary>
    /// <remarks>
    /// Called on any thread; it must not block. An exception is a failed attempt to connect. <see cref="LeanClientOptions.ConnectTimeout"/> bounds it.
    /// </remarks>
    /// <param name="router">The base URL of the router, <c>http</c> or <c>https</c>.</param>
    /// <param name="applicationId">The application id.</param>
    /// <param name="secure">Whether to ask for <c>wss</c>.</param>
    /// <param name="cancellationToken">Cancelled when the answer is no longer needed.</param>
    Task<ServerRoute> ResolveAsync(Uri router, string applicationId, bool secure, CancellationToken cancellationToken = default);
}
