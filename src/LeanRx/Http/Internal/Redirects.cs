using System.Net;
using System.Net.Http;

namespace LeanRx.Http.Internal;

/// <summary>
/// Sends a request, and follows redirects no further than they are harmless: what only reads, on the host that was asked, never from <c>https</c> to
/// <c>http</c>.
/// </summary>
internal static class Redirects
{
    const int Most = 5;

    /// <exception cref="ConnectionLostException">The client was sent elsewhere; or a handler of the application's own has let itself be sent
    /// there.</exception>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri!;
        var next = request;
        for (var hops = 0; ; hops++)
        {
            var response = await client.SendAsync(next, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var came = response.RequestMessage?.RequestUri ?? next.RequestUri!;
            var target = IsRedirect(response.StatusCode) && response.Headers.Location is { } location ? new Uri(came, location) : null;
            if (next != request)
                next.Dispose();
            if (target is null && IsSame(asked, came))
                return response;
            response.Dispose();
            if (target is null || request.Method != HttpMethod.Get || hops == Most || !IsSame(asked, came) || !IsSame(asked, target))
                throw new ConnectionLostException($"{Shown(asked)} redirects to {Shown(target ?? came)}; that is followed for what only reads, {Most} " +
                    "times, on the same host, and never from https to http. The sign-in of a network may redirect so (open the address in a browser).")
                {
                    IsTransient = false,
                };
            next = Copy(request, target);
        }
    }

    static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    static bool IsSame(Uri asked, Uri other) => string.Equals(asked.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase)
        && ((asked.Scheme == other.Scheme && asked.Port == other.Port) || (asked.Scheme == "http" && other.Scheme == "https"));

    static HttpRequestMessage Copy(HttpRequestMessage request, Uri address)
    {
        var copy = new HttpRequestMessage(request.Method, address);
        foreach (var header in request.Headers)
            copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
        return copy;
    }

    /// <summary>Without the query, which may hold a key.</summary>
    static string Shown(Uri address) => address.GetLeftPart(UriPartial.Path);
}
