using LeanRx.Transport.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>Refuses ways out that contradict each other or that a platform does not have, naming the option.</summary>
internal static class NetworkCheck
{
    /// <exception cref="ArgumentException">An option cannot be, or not beside another.</exception>
    /// <exception cref="PlatformNotSupportedException">The platform cannot do it.</exception>
    public static void Check(LeanClientOptions options, NetworkPlatform platform)
    {
        var network = options.Network ?? throw new ArgumentNullException(nameof(options), "Network is missing; new NetworkOptions() is the default.");
        CheckValues(network, nameof(options));
        if (network.WebSocketFactory is not null && options.Transport is not null)
            throw new ArgumentException("Network.WebSocketFactory has no effect where a Transport is given: the transport makes the connections.",
                nameof(options));
        foreach (var (name, isGiven) in Given(network))
        {
            if (isGiven && Why(name, platform) is { } why)
                throw new PlatformNotSupportedException($"Network.{name} cannot be had here: {why}.");
        }
    }

    /// <summary>Refuses what can be on no platform.</summary>
    /// <exception cref="ArgumentException">An option cannot be, or not beside another.</exception>
    public static void CheckValues(NetworkOptions network, string parameter)
    {
        if (network is { UseProxy: false, Proxy: not null })
            throw new ArgumentException("Network.Proxy is given and Network.UseProxy is false: which shall it be?", parameter);
        if (network.PinnedKeys is null || network.CustomTrustStore is null || network.ClientCertificates is null)
            throw new ArgumentNullException(parameter, "PinnedKeys, CustomTrustStore or ClientCertificates of Network is null; empty ones are for none.");
        if (network.PinnedKeys.Any(pin => !PinnedKey.IsOne(pin)))
            throw new ArgumentException($"Network.PinnedKeys has '{network.PinnedKeys.First(pin => !PinnedKey.IsOne(pin))}', which is no SHA-256 in base64: " +
                "44 characters for 32 bytes.", parameter);
    }

    static IEnumerable<(string Name, bool IsGiven)> Given(NetworkOptions network)
    {
        yield return (nameof(network.Proxy), network.Proxy is not null);
        yield return (nameof(network.UseProxy), !network.UseProxy);
        yield return (nameof(network.DefaultProxyCredentials), network.DefaultProxyCredentials is not null);
        yield return (nameof(network.CustomTrustStore), network.CustomTrustStore.Count > 0);
        yield return (nameof(network.PinnedKeys), network.PinnedKeys.Count > 0);
        yield return (nameof(network.RemoteCertificateValidationCallback), network.RemoteCertificateValidationCallback is not null);
        yield return (nameof(network.ClientCertificates), network.ClientCertificates.Count > 0);
        yield return (nameof(network.HeadersProvider), network.HeadersProvider is not null);
#if NET
        yield return (nameof(network.HttpVersion), network.HttpVersion is not null);
#endif
    }

    static string? Why(string name, NetworkPlatform platform) => platform switch
    {
        NetworkPlatform.Browser => "in a page the browser decides it, and tells pages nothing of it",
        NetworkPlatform.NetStandard when name is nameof(NetworkOptions.DefaultProxyCredentials) or nameof(NetworkOptions.CustomTrustStore) or
            nameof(NetworkOptions.PinnedKeys) or nameof(NetworkOptions.RemoteCertificateValidationCallback) =>
            "the WebSocket of the .NET Standard build has no such setting. Use the build for .NET 8 or later, or give Network.WebSocketFactory a socket " +
            "that does it",
        _ => null,
    };
}
