using System.Text;
using LeanRx.Protocol;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Testing.Network.Internal;

/// <summary>Answers what clients of a virtual network ask for after they were away, as the server does over HTTP.</summary>
internal sealed class VirtualMissedEvents(VirtualNetwork network) : IMissedEventSource
{
    public async Task<MissedEventPage> FetchAsync(MissedEventRequest request, CancellationToken cancellationToken = default)
    {
        await network.TravelAsync(cancellationToken).ConfigureAwait(false);
        var page = await PageAsync(request, cancellationToken).ConfigureAwait(false);
        await network.TravelAsync(cancellationToken).ConfigureAwait(false);
        return new MissedEventPage([.. page.Notifications.Select(static kept => JsonFrameCodec.Default.Decode(Encoding.UTF8.GetBytes(kept.Frame)))])
        {
            HasMore = page.HasMore,
            IsComplete = page.IsComplete,
        };
    }

    async Task<NotificationPage> PageAsync(MissedEventRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await network.Server().Engine
                .Applications[request.ApplicationId]
                    .Clients.FindNotificationsAsync(request.ClientId, request.SessionToken, request.After.ToUnixTimeMilliseconds(),
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (OperationRefusedException refusal)
        {
            throw new ServerRejectedException(refusal.Code, null, refusal.Message);
        }
    }
}
