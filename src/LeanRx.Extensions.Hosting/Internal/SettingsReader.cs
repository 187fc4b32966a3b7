using LeanRx.Configuration.Internal;

namespace LeanRx.Extensions.Hosting.Internal;

/// <summary>Fills settings with what a section of configuration says.</summary>
static class SettingsReader
{
    public static void Read(SectionReader reader, LeanClientSettings settings)
    {
        settings.OpenWithHost = reader.Bool(nameof(settings.OpenWithHost)) ?? settings.OpenWithHost;
        settings.Server = reader.Url(nameof(settings.Server)) ?? settings.Server;
        settings.ClientId = reader.Text(nameof(settings.ClientId)) ?? settings.ClientId;
        settings.ApplicationId = reader.Text(nameof(settings.ApplicationId)) ?? settings.ApplicationId;
        settings.ApplicationKey = reader.Text(nameof(settings.ApplicationKey), isSecret: true) ?? settings.ApplicationKey;
        settings.RequireTls = reader.Bool(nameof(settings.RequireTls)) ?? settings.RequireTls;
        settings.HtmlEncodeMessages = reader.Bool(nameof(settings.HtmlEncodeMessages)) ?? settings.HtmlEncodeMessages;
        settings.Tag = reader.Text(nameof(settings.Tag)) ?? settings.Tag;
        settings.DeviceId = reader.Text(nameof(settings.DeviceId)) ?? settings.DeviceId;
        settings.ConnectTimeout = reader.Time(nameof(settings.ConnectTimeout)) ?? settings.ConnectTimeout;
        settings.OpenTimeout = reader.Time(nameof(settings.OpenTimeout)) ?? settings.OpenTimeout;
        settings.KeepTrying = reader.Bool(nameof(settings.KeepTrying)) ?? settings.KeepTrying;
        settings.PropagateTrace = reader.Bool(nameof(settings.PropagateTrace)) ?? settings.PropagateTrace;
        settings.CommandTimeout = reader.Time(nameof(settings.CommandTimeout)) ?? settings.CommandTimeout;
        settings.OfflineTimeout = reader.Time(nameof(settings.OfflineTimeout)) ?? settings.OfflineTimeout;
        settings.KeepAliveInterval = reader.Time(nameof(settings.KeepAliveInterval)) ?? settings.KeepAliveInterval;
        settings.KeepAliveTimeout = reader.Time(nameof(settings.KeepAliveTimeout)) ?? settings.KeepAliveTimeout;
        settings.ReconnectResetAfter = reader.Time(nameof(settings.ReconnectResetAfter)) ?? settings.ReconnectResetAfter;
        settings.MaxPendingCommands = reader.Int32(nameof(settings.MaxPendingCommands)) ?? settings.MaxPendingCommands;
        settings.MaxHeldMessages = reader.Int32(nameof(settings.MaxHeldMessages)) ?? settings.MaxHeldMessages;
        settings.MaxPendingDeliveries = reader.Int32(nameof(settings.MaxPendingDeliveries)) ?? settings.MaxPendingDeliveries;
        settings.MaxFrameBytes = reader.Int32(nameof(settings.MaxFrameBytes)) ?? settings.MaxFrameBytes;
        settings.ApiServer = reader.Url(nameof(settings.ApiServer)) ?? settings.ApiServer;
        var network = reader.Section(nameof(settings.Network), "Network.");
        Read(network, settings.Network);
        network.RefuseUnknown();
        reader.RefuseUnknown();
    }

    static void Read(SectionReader reader, LeanClientNetworkSettings settings)
    {
        settings.Proxy = reader.Url(nameof(settings.Proxy), isSecret: true) ?? settings.Proxy;
        settings.UseProxy = reader.Bool(nameof(settings.UseProxy)) ?? settings.UseProxy;
        settings.PinnedKeys = reader.Texts(nameof(settings.PinnedKeys)) ?? settings.PinnedKeys;
        settings.HttpVersion = reader.Version(nameof(settings.HttpVersion)) ?? settings.HttpVersion;
        settings.HttpVersionPolicy = reader.Choice<HttpVersionPolicy>(nameof(settings.HttpVersionPolicy)) ?? settings.HttpVersionPolicy;
    }
}
