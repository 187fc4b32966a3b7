using System.Reactive.Linq;
using LeanRx.Server.Events;
using LeanRx.Server.Push.Internal;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Push;

/// <summary>
/// Sends push notifications for a server: when receivers of a message are offline, the devices on which they are notified are sent one by APNs or FCM.
/// </summary>
/// <remarks>
/// <para>Who is notified, the server decides: not those that have muted the conversation, and otherwise as the hooks at <see
/// cref="LeanRx.Server.Hooks.HookPoints.ReceiversOffline"/> want it. Devices are those of <see cref="ServerApplication.Devices"/>; one that its provider
/// reports as gone is deleted.</para>
/// <para>Messages never wait for notifications. While a provider cannot be reached or asks to wait, its notifications wait, up to <see
/// cref="PushOptions.MaxPendingCount"/>, and are sent again, up to <see cref="PushOptions.MaxAttempts"/>. They wait in memory: what waits at the end of the
/// process is lost. A key that is refused is an error in the log, and tried again a minute later.</para>
/// <para>It can be used from any thread.</para>
/// </remarks>
public sealed class PushService : IAsyncDisposable
{
    readonly Dictionary<string, ApplicationPush> _apps;
    readonly ILogger _log;
    readonly IDisposable _subscription;
    bool _isDisposed;

    PushService(MessagingEngine engine, PushOptions options)
    {
        _log = BoundedLoggerFactory.Over(engine.Options.LoggerFactory, engine.Options.Scheduler).CreateLogger("LeanRx.Server.Push");
        _apps = options.Apps.ToDictionary(static app => app.ApplicationId,
            app => new ApplicationPush(app, options, engine.Applications[app.ApplicationId].Devices, engine.Options.Scheduler, _log), StringComparer.Ordinal);
        _subscription = engine.PushRequests.Subscribe(Take);
    }

    /// <summary>Starts to send notifications for a server.</summary>
    /// <param name="engine">The server. It is not disposed.</param>
    /// <exception cref="ArgumentException">An option cannot be used, or names an application that the server does not have. The message names it.</exception>
    public static PushService Start(MessagingEngine engine, PushOptions options)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        for (var index = 0; index < options.Apps.Count; index++)
        {
            if (engine.Options.Apps!.All(app => app.ApplicationId != options.Apps[index].ApplicationId))
                throw new ArgumentException($"The server has no application '{options.Apps[index].ApplicationId}'; it has " +
                    $"{string.Join(", ", engine.Options.Apps!.Select(static app => app.ApplicationId))}.", $"Apps[{index}].ApplicationId");
        }
        return new PushService(engine, options);
    }

    /// <summary>Goes on with what waits, for <see cref="PushOptions.DrainTime"/> at most, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;
        _subscription.Dispose();
        await Task.WhenAll(_apps.Values.Select(static app => app.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    void Take(ServerEvent happened)
    {
        if (happened is EventsDropped dropped)
            _log.LogMissed(dropped.Count);
        else if (happened is PushRequested request && _apps.TryGetValue(request.ApplicationId, out var app))
            app.Add(request);
    }
}
