using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LeanRx.Server.Hosting;
using LeanRx.Server.Ownership.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>Does what other nodes ask this one for, and answers them.</summary>
internal sealed class ClusterRequests(EngineParts parts, ClusterPort port)
{
    public async Task AnswerAsync(ClusterNode from, ClusterRequest request)
    {
        try
        {
            if (request is HandleFrame frame)
            {
                await HandleAsync(from, frame).ConfigureAwait(false);
                return;
            }
            port.Answer(from, request, null, await DoAsync(from, request).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            port.Answer(from, request, Noted(exception), null);
        }
    }

    async Task HandleAsync(ClusterNode from, HandleFrame request)
    {
        var (begunAt, command) = (parts.Services.Telemetry.Begin(), new RemoteCommand(port, from, request));
        try
        {
            await RequireOwnAsync(request.Slot).ConfigureAwait(false);
            var seat = new RemoteSeat(parts.Applications[request.App], request.Seat, port, from, command);
            await parts.Own.HandleAsync(seat, request.Frame, begunAt).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            command.Fail(Noted(exception));
        }
        finally
        {
            command.End();
        }
    }

    async ValueTask<JsonElement?> DoAsync(ClusterNode from, ClusterRequest request)
    {
        if (request is SlotRequest { Slot: var slot })
            await RequireOwnAsync(slot).ConfigureAwait(false);
        switch (request)
        {
            case DeliverToClients delivery:
                // What is not of this home any more is passed on.
                await parts.HomesOf(delivery.App).DeliverAsync(delivery.ClientIds, delivery.Frame,
                    delivery.Filter.ToFilter(parts.Applications[delivery.App], port), from).ConfigureAwait(false);
                return null;
            case ReturnToRoom back:
                await parts.Own.ReturnAsync(port.SeatOf(parts.Applications[back.App], back.Seat, from), back.RoomId).ConfigureAwait(false);
                return null;
            case RunOperation run:
                return await OperationCatalog.RunAsync(parts.Own, parts.Applications[run.App], run.Name, run.Operation).ConfigureAwait(false);
            case RegisterSeat login:
                var seat = port.SeatOf(parts.Applications[login.App], login.Seat, from);
                return Value(parts.HomesOf(login.App).RegisterHere(seat, login.IsReconnect), ClusterJson.Default.Boolean);
            case FindOnline find:
                return Value(parts.HomesOf(find.App).FindOnlineHere(find.ClientIds), ClusterJson.Default.IReadOnlyListString);
            case FindLogin find:
                return Value(parts.HomesOf(find.App).HasHere(find.ClientId, find.Filter.ToFilter(parts.Applications[find.App], port)),
                    ClusterJson.Default.Boolean);
            case KickClient kick:
                return Value(await parts.HomesOf(kick.App).KickHereAsync(kick.ClientId, kick.Reason, from).ConfigureAwait(false), ClusterJson.Default.Int32);
            case TakeRoom take:
                return Value(await parts.HomesOf(take.App).TakeRoomAsync(take.ClientId, take.DeviceId).ConfigureAwait(false), ClusterJson.Default.String!);
            case Echo:
                return null;
            default:
                throw new InvalidOperationException($"This node does not know how to do {request.GetType().Name}.");
        }
    }

    async ValueTask RequireOwnAsync(int slot)
    {
        if (port.OwnSlots.Find(slot) is not { } own || !await port.OwnSlots.IsReadyAsync(own.Claim).ConfigureAwait(false))
            throw new NotOwnerException(slot);
    }

    /// <summary>A slot that turns out to be somebody else's is let go of.</summary>
    Exception Noted(Exception exception)
    {
        if (exception is StaleOwnerException stale)
            port.OwnSlots.Lose(stale.Claim);
        return exception;
    }

    static JsonElement? Value<T>(T value, JsonTypeInfo<T> type) => value is null ? null : JsonSerializer.SerializeToElement(value, type);
}
