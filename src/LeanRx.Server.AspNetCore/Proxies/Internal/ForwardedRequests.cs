using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace LeanRx.Server.AspNetCore.Proxies.Internal;

/// <summary>Believes of known proxies, and of nobody else, what they say of the request that came to them.</summary>
sealed class ForwardedRequests
{
    // Not the prefix: few proxies set one, and the others would let a client's own through.
    const ForwardedHeaders Believed = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;

    readonly ForwardedHeadersMiddleware? _middleware;

    public ForwardedRequests(IReadOnlyList<string> proxies, ILoggerFactory loggers)
    {
        if (proxies.Count == 0)
            return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = Believed, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in proxies.Select(Parse))
            options.KnownIPNetworks.Add(network!.Value);
        _middleware = new ForwardedHeadersMiddleware(static _ => Task.CompletedTask, loggers, new OptionsWrapper<ForwardedHeadersOptions>(options));
    }

    /// <summary>An address, or a network of addresses; null for what is none.</summary>
    public static IPNetwork? Parse(string text) => IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;

    /// <summary>The request becomes what the first of the proxies was asked.</summary>
    public void Apply(HttpContext context)
    {
        // Without an address nobody is known.
        if (_middleware is not null && context.Connection.RemoteIpAddress is not null)
            _middleware.ApplyForwarders(context);
    }

    /// <summary>Who asked the first of the proxies.</summary>
    /// <param name="peer">The other end of the connection.</param>
    /// <param name="forwardedFor">What <c>X-Forwarded-For</c> says; null when it is not there.</param>
    public IPAddress? AddressOf(IPAddress? peer, string? forwardedFor)
    {
        if (_middleware is null || forwardedFor is null)
            return peer;
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = peer;
        context.Request.Headers[ForwardedHeadersDefaults.XForwardedForHeaderName] = forwardedFor;
        Apply(context);
        return context.Connection.RemoteIpAddress;
    }
}
