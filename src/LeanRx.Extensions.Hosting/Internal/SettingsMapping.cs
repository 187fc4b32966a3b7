using System.Net;

namespace LeanRx.Extensions.Hosting.Internal;

/// <summary>Makes options of settings.</summary>
static class SettingsMapping
{
    public static LeanClientOptions ToOptions(LeanClientSettings settings, Uri server, string clientId)
    {
        var defaults = new LeanClientOptions(server, clientId);
        return defaults with
        {
            ApplicationId = settings.ApplicationId ?? defaults.ApplicationId,
            ApplicationKey = settings.ApplicationKey ?? defaults.ApplicationKey,
            RequireTls = settings.RequireTls ?? defaults.RequireTls,
            HtmlEncodeMessages = settings.HtmlEncodeMessages ?? defaults.HtmlEncodeMessages,
            ConnectTimeout = settings.ConnectTimeout ?? defaults.ConnectTimeout,
            OpenTimeout = settings.OpenTimeout ?? defaults.OpenTimeout,
            CommandTimeout = settings.CommandTimeout ?? defaults.CommandTimeout,
            OfflineTimeout = settings.OfflineTimeout ?? defaults.OfflineTimeout,
            KeepAliveInterval = settings.KeepAliveInterval ?? defaults.KeepAliveInterval,
            KeepAliveTimeout = settings.KeepAliveTimeout ?? defaults.KeepAliveTimeout,
            ReconnectResetAfter = settings.ReconnectResetAfter ?? defaults.ReconnectResetAfter,
            MaxPendingCommands = settings.MaxPendingCommands ?? defaults.MaxPendingCommands,
            MaxHeldMessages = settings.MaxHeldMessages ?? defaults.MaxHeldMessages,
            MaxPendingDeliveries = settings.MaxPendingDeliveries ?? defaults.MaxPendingDeliveries,
            MaxFrameBytes = settings.MaxFrameBytes ?? defaults.MaxFrameBytes,
            Tag = settings.Tag,
            DeviceId = settings.DeviceId,
            ApiServer = settings.ApiServer,
            PropagateTrace = settings.PropagateTrace ?? defaults.PropagateTrace,
            KeepTrying = settings.KeepTrying ?? settings.OpenWithHost,
            Network = ToOptions(settings.Network, defaults.Network),
        };
    }

    static NetworkOptions ToOptions(LeanClientNetworkSettings settings, NetworkOptions defaults) => defaults with
    {
        Proxy = settings.Proxy is { } proxy ? ProxyAt(proxy) : defaults.Proxy,
        UseProxy = settings.UseProxy ?? defaults.UseProxy,
        PinnedKeys = settings.PinnedKeys is { } keys ? [.. keys] : defaults.PinnedKeys,
        HttpVersion = settings.HttpVersion ?? defaults.HttpVersion,
        HttpVersionPolicy = settings.HttpVersionPolicy ?? defaults.HttpVersionPolicy,
    };

    static WebProxy ProxyAt(Uri address)
    {
        var proxy = new WebProxy(address);
        if (address.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var rest])
            proxy.Credentials = new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(rest is [var password] ? password : ""));
        return proxy;
    }
}
