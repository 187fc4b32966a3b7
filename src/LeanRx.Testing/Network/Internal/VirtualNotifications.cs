using System.Reactive.Concurrency;
using System.Text;
using LeanRx.Protocol;
using LeanRx.Server;

namespace LeanRx.Testing.Internal;

/// <summary>Answers what clients of a virtual network ask for after they were away, as the server does over HTTP.</summary>
internal sealed class VirtualNotifications(VirtualNetwork network) : INotificationSource
{
    public async Task<MissedNotifications> FetchAsync(NotificationRequest request, CancellationToken cancellationToken)
    {
        await TravelAsync(cancellationToken).ConfigureAwait(false);
        var page = await PageAsync(request, cancellationToken).ConfigureAwait(false);
        await TravelAsync(cancellationToken).ConfigureAwait(false);
        return new MissedNotifications([.. page.Notifications.Select(static kept => JsonFrameCodec.Default.Decode(Encoding.UTF8.GetBytes(kept.Frame)))], page.HasMore, page.IsComplete);
    }

    async Task<NotificationPage> PageAsync(NotificationRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await network.Server().FindNotificationsAsync(request.ApplicationId, request.ClientId, request.SessionToken, request.After.ToUnixTimeMilliseconds(), cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (OperationRefusedException refusal)
        {
            throw new ServerRejectedException(refusal.Code, null, refusal.Message);
        }
    }

    Task TravelAsync(CancellationToken cancellationToken)
    {
        if (network.Current.RefusesRoutes)
            throw new ConnectionLostException("The virtual REST interface is down.", null);
        // Without the option that runs continuations elsewhere: what follows happens at its instant.
        var arrival = new TaskCompletionSource();
        network.Scheduler.Schedule(network.Current.Latency, () => arrival.TrySetResult());
        return arrival.Task.WaitAsync(cancellationToken);
    }
}
