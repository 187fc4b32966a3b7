using System.Net.Http;
using LeanRx.Common.Internal;

namespace LeanRx.Transport.Internal;

/// <summary>Gives each request the headers and the version of the options, and its client's way to dial.</summary>
internal sealed class OutgoingHandler(NetworkOptions network, Dialler? dialler, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        foreach (var header in await RequestHeaders.AskAsync(network, request.RequestUri!, cancellationToken).ConfigureAwait(false))
        {
            if (!request.Headers.Contains(header.Key))
                request.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
        if (!RuntimePlatform.IsBrowser)
            dialler!.Accompany(request);
#if NET
        if (network.HttpVersion is { } version)
        {
            request.Version = version;
            request.VersionPolicy = network.HttpVersionPolicy;
        }
#endif
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
