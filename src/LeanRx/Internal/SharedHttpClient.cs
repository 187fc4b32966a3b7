using System.Net.Http;

namespace LeanRx.Internal;

/// <summary>One HTTP client for all that bring none of their own: each brings a pool of sockets. Without a time-out; who asks bounds the question.</summary>
internal static class SharedHttpClient
{
    public static readonly HttpClient Instance = new(NewHandler()) { Timeout = Timeout.InfiniteTimeSpan };

    static HttpMessageHandler NewHandler() =>
#if NET
        // Sockets that live on would miss a change of the host's address.
        new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2), AllowAutoRedirect = false };
#else
        new HttpClientHandler { AllowAutoRedirect = false };
#endif
}
