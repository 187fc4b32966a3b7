using LeanRx.Server.AspNetCore.Proxies.Internal;

namespace LeanRx.Server.AspNetCore.Options.Internal;

/// <summary>Refuses options of a host that cannot work, naming the option and its limit. Those of its engine the engine checks.</summary>
static class HostOptionsCheck
{
    /// <summary>What timers can count.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <exception cref="ArgumentException">An option is out of its limits.</exception>
    public static LeanServerOptions Checked(LeanServerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxConnections ?? 1, nameof(options.MaxConnections));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxConnectionsPerAddress ?? 1, nameof(options.MaxConnectionsPerAddress));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxFileBytes, nameof(options.MaxFileBytes));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxReceivingBytes, nameof(options.MaxReceivingBytes));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.UploadTimeToLive, TimeSpan.Zero, nameof(options.UploadTimeToLive));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RouteTimeToLive, TimeSpan.FromSeconds(1), nameof(options.RouteTimeToLive));
        if (options.KeepAliveInterval != Timeout.InfiniteTimeSpan)
            Timer(options.KeepAliveInterval, TimeSpan.Zero, nameof(options.KeepAliveInterval));
        if (options.KeepAliveTimeout != Timeout.InfiniteTimeSpan)
            Timer(options.KeepAliveTimeout, TimeSpan.FromMilliseconds(1), nameof(options.KeepAliveTimeout));
        if (options.KeepAliveTimeout <= options.KeepAliveInterval && options.KeepAliveTimeout != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(options.KeepAliveTimeout), options.KeepAliveTimeout,
                $"KeepAliveTimeout must be longer than KeepAliveInterval ({options.KeepAliveInterval}): no answer can come before the question.");
        Timer(options.DrainTime, TimeSpan.Zero, nameof(options.DrainTime));
        Timer(options.GoAwayTime ?? TimeSpan.Zero, TimeSpan.Zero, nameof(options.GoAwayTime));
        Timer(options.CloseTimeout, TimeSpan.FromMilliseconds(1), nameof(options.CloseTimeout));
        if (options.PublicUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https" or "ws" or "wss")))
            throw new ArgumentException($"PublicUrl must be a URL that begins with http, https, ws or wss; '{url}' does not.", nameof(options));
        if (options.KnownProxies.FirstOrDefault(proxy => ForwardedRequests.Parse(proxy) is null) is { } unknown)
            throw new ArgumentException($"KnownProxies has '{unknown}', which is no address or network: 127.0.0.1 or 10.0.0.0/8, for example.",
                nameof(options));
        return options;
    }

    static void Timer(TimeSpan value, TimeSpan least, string name)
    {
        if (value < least || value > Longest)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {least} to {Longest.TotalDays:0} days.");
    }
}
