using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Clustering.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Tests.Support;

/// <summary>
/// Holds an engine to it that what is done in a conversation is done at the place of its slot alone, and could be sent there: there are two places, each takes
/// what is of its own slots only, and whatever comes to one arrives, and leaves again, as a copy made of bytes.
/// </summary>
sealed class SplitPlaces : IConversationPlaces
{
    readonly Place[] _places;

    public SplitPlaces(IConversationPlace own) => _places = [new Place(own, this), new Place(own, this)];

    public IConversationPlace Of(Application app, string? conversationId) => _places[Slots.Of(app.Id, conversationId ?? "") % _places.Length];

    void Require(Place place, Application app, string? conversationId)
    {
        if (Of(app, conversationId) != place)
            throw new InvalidOperationException($"What is done in {conversationId} of {app.Id} came to another place than its own.");
    }

    sealed class Place(IConversationPlace own, SplitPlaces all) : IConversationPlace
    {
        public ValueTask HandleAsync(ISeat seat, Frame frame, TimeSpan begunAt)
        {
            foreach (var id in ConversationsOf(frame))
                all.Require(this, seat.App, id);
            return own.HandleAsync(seat, Sent(frame), begunAt);
        }

        public ValueTask ReturnAsync(ISeat seat, string roomId)
        {
            all.Require(this, seat.App, roomId);
            return own.ReturnAsync(seat, roomId);
        }

        public async ValueTask<TResult> RunAsync<TResult>(Application app, IConversationOperation<TResult> operation, CancellationToken cancellationToken)
        {
            all.Require(this, app, operation.ConversationId);
            var (name, sent) = OperationCatalog.Write(operation);
            return OperationCatalog.ReadResult(operation, await OperationCatalog.RunAsync(own, app, name, sent));
        }

        static IEnumerable<string?> ConversationsOf(Frame frame) => frame switch
        {
            DirectFrame direct => [direct.ConversationId],
            AckFrame ack => [ack.ConversationId],
            ReadFrame { ConversationId: null, ConversationIds: null, Marks: [var only] } => [only.ConversationId],
            ConversationFrame { Operation: ConversationOperations.Start, ConversationId: null } => [], // Its place is that of its members.
            ConversationFrame conversation => [conversation.ConversationId],
            LogsFrame logs => [logs.ConversationId],
            PatchFrame patch => (patch.Patches ?? []).Select(static item => item.ConversationId),
            BlacklistFrame { SourceConversationId: not null and not "" } blacklist => [blacklist.SourceConversationId],
            _ => throw new InvalidOperationException($"{frame} is about no single conversation."),
        };

        static Frame Sent(Frame frame) =>
            ((SeatFrame)ItemForm.Read(ItemForm.Write(new SeatFrame(1, frame, IsPush: false)))).Frame;
    }
}
