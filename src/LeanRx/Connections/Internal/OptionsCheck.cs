using System.Reactive.Concurrency;
using LeanRx.Common.Internal;
using LeanRx.Transport.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>Refuses options that cannot work, naming the option and its limit.</summary>
internal static class OptionsCheck
{
    /// <exception cref="ArgumentException">An option is out of its limits.</exception>
    public static LeanClientOptions Checked(LeanClientOptions options)
    {
        if (options is null)
            throw new ArgumentNullException(nameof(options));
        CheckServer(options.Server);
        CheckApiServer(options.ApiServer);
        CheckScheduler(options.Scheduler);
        Guard.ClientId(options.ClientId, nameof(options.ClientId));
        if (options.ApplicationId is not { Length: > 0 })
            throw new ArgumentException("ApplicationId must not be empty.", nameof(options));
        if (options.MessageTypes is null)
            throw new ArgumentNullException(nameof(options), "MessageTypes is missing; MessageTypeRegistry.Empty is for none.");
        if (options.ApplicationKey is null)
            throw new ArgumentNullException(nameof(options),
                "ApplicationKey is missing; it is needed for uploads alone and may be empty where there are none.");
        CheckWait(options.ConnectTimeout, nameof(options.ConnectTimeout));
        CheckWait(options.OpenTimeout, nameof(options.OpenTimeout));
        CheckWait(options.CommandTimeout, nameof(options.CommandTimeout));
        CheckWait(options.OfflineTimeout, nameof(options.OfflineTimeout));
        CheckWait(options.KeepAliveInterval, nameof(options.KeepAliveInterval));
        CheckWait(options.KeepAliveTimeout, nameof(options.KeepAliveTimeout));
        CheckWait(options.ReconnectResetAfter, nameof(options.ReconnectResetAfter));
        CheckSize(options.MaxPendingCommands, nameof(options.MaxPendingCommands));
        CheckSize(options.MaxHeldMessages, nameof(options.MaxHeldMessages));
        CheckSize(options.MaxPendingDeliveries, nameof(options.MaxPendingDeliveries));
        CheckSize(options.MaxFrameBytes, nameof(options.MaxFrameBytes));
        if (options.KeepAliveTimeout <= options.KeepAliveInterval && options.KeepAliveTimeout != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(options.KeepAliveTimeout), options.KeepAliveTimeout,
                $"KeepAliveTimeout must be longer than KeepAliveInterval ({options.KeepAliveInterval}): no answer can come before the question.");
        CheckText(options.Tag, nameof(options.Tag));
        CheckText(options.DeviceId, nameof(options.DeviceId));
        Guard.NotNull(options.ReconnectPolicy, nameof(options.ReconnectPolicy));
        Guard.NotNull(options.LoggerFactory, nameof(options.LoggerFactory));
        NetworkCheck.Check(options, ClientNetwork.Platform);
        options.SharedSocket?.Admit(options.Network);
        return options;
    }

    static void CheckServer(Uri? server)
    {
        if (server is null)
            throw new ArgumentNullException(nameof(server), "Server is missing.");
        if (!server.IsAbsoluteUri || !UrlSchemes.IsWebSocket(server) && !UrlSchemes.IsHttp(server))
            throw new ArgumentException($"Server must be a URL that begins with http, https, ws or wss; '{server}' does not.", nameof(server));
    }

    static void CheckApiServer(Uri? server)
    {
        if (server is not null && (!server.IsAbsoluteUri || !UrlSchemes.IsHttp(server)))
            throw new ArgumentException($"ApiServer must be a URL that begins with http or https; '{server}' does not.", nameof(server));
    }

    static void CheckScheduler(IScheduler scheduler)
    {
        if (scheduler is null)
            throw new ArgumentNullException(nameof(scheduler), "Scheduler is missing.");
        if (scheduler is ImmediateScheduler or CurrentThreadScheduler)
            throw new ArgumentException($"{scheduler.GetType().Name} cannot be the Scheduler: it blocks the calling thread for every wait.", nameof(scheduler));
    }

    static void CheckWait(TimeSpan wait, string name)
    {
        if (wait <= TimeSpan.Zero && wait != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(name, wait, $"{name} must be longer than zero, or Timeout.InfiniteTimeSpan for no limit.");
    }

    static void CheckText(string? text, string name)
    {
        if (text is "")
            throw new ArgumentException($"{name} must not be empty; null means none.", name);
    }

    static void CheckSize(int size, string name)
    {
        if (size < 1)
            throw new ArgumentOutOfRangeException(name, size, $"{name} must be at least 1.");
    }
}
