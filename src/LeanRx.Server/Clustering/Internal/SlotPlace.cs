using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>The place of the conversations of one slot, wherever its owner is.</summary>
internal sealed class SlotPlace(int slot, IConversationPlace own, ClusterPort port) : IConversationPlace
{
    public async ValueTask HandleAsync(ISeat seat, Frame frame, TimeSpan begunAt)
    {
        // Whoever requests it again must not store it twice.
        if (frame is DirectFrame { IsTransient: not true, IsWill: not true } direct && string.IsNullOrEmpty(direct.DeduplicationToken))
            frame = direct with { DeduplicationToken = seat.App.Services.Ids.NextMessageId(seat.App.Services.Clock.Now) };
        await port.AtOwnerAsync(slot, () => DoneAsync(own.HandleAsync(seat, frame, begunAt)),
            node => port.AskAsync(node, number => new HandleFrame(number, slot, seat.App.Id, SeatOf(seat), frame))).ConfigureAwait(false);
    }

    public async ValueTask ReturnAsync(ISeat seat, string roomId) =>
        await port.AtOwnerAsync(slot, () => DoneAsync(own.ReturnAsync(seat, roomId)),
            node => port.AskAsync(node, number => new ReturnToRoom(number, slot, seat.App.Id, SeatOf(seat), roomId))).ConfigureAwait(false);

    public ValueTask<TResult> RunAsync<TResult>(Application app, IConversationOperation<TResult> operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return port.AtOwnerAsync(slot, () => own.RunAsync(app, operation, CancellationToken.None), async node =>
        {
            var (name, value) = OperationCatalog.Write(operation);
            var result = await port.AskAsync(node, number => new RunOperation(number, slot, app.Id, name, value)).ConfigureAwait(false);
            return OperationCatalog.ReadResult<TResult>(operation, result);
        });
    }

    static async ValueTask<JsonElement?> DoneAsync(ValueTask work)
    {
        await work.ConfigureAwait(false);
        return null;
    }

    WireSeat SeatOf(ISeat seat) => WireSeat.Of(seat, port.SelfName);
}
