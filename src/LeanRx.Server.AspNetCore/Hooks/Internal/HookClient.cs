namespace LeanRx.Server.AspNetCore.Hooks.Internal;

/// <summary>What hooks call programs with: no redirects, no cookies, and no time limit but theirs.</summary>
static class HookClient
{
    public static HttpClient Create(Func<HttpMessageHandler>? handlerFactory) => new(handlerFactory?.Invoke() ?? new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    })
    { Timeout = Timeout.InfiniteTimeSpan };
}
