using LeanRx.Protocol;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Conversations.Internal;

// law 6, law 8
/// <summary>
/// Tells again what the owner before had stored last, where it was lost: nobody may have heard of it. It is told before anything new is, and to those alone who
/// know by its id what they have heard.
/// </summary>
internal static class UntoldMessages
{
    /// <summary>Of a conversation so many at most.</summary>
    const int Most = 100;

    static readonly SeatFilter s_recognizing = new() { Needs = SessionCapabilities.UnreadCounts };

    /// <summary>Used inside the gate, when the conversation has just been loaded.</summary>
    public static async ValueTask TellAsync(Conversation conversation)
    {
        var (app, record) = (conversation.App, conversation.Record!);
        if (app.Services.Ownership.UntoldSince(app.Id, conversation.Id, app.Services.Clock.Elapsed) is not { } since || !(record.LastMessageAt > since))
            return;
        var last = await conversation.Store.Messages.ReadHistoryAsync(new HistoryQuery
        {
            ApplicationId = app.Id,
            ConversationId = conversation.Id,
            End = MessageKey.EndOf(since).Excluded,
            Limit = Most,
        }).ConfigureAwait(false);
        if (last.Count == 0)
            return;
        await conversation.Positions.LoadAsync().ConfigureAwait(false);
        foreach (var message in last)
            Tell(conversation, message);
    }

    static void Tell(Conversation conversation, StoredMessage message)
    {
        // By its token a client knows its own, also before it has the answer.
        var frame = Deliveries.FrameOf(message, Deliveries.KindOf(conversation.Record!)) with { DeduplicationToken = message.DeduplicationToken };
        var fanOut = new FanOut(frame, s_recognizing);
        if (message.ValidUntil is not null || !message.Recipients.IsDefaultOrEmpty)
            Deliveries.Deliver(conversation, message, ref fanOut);
        else
            conversation.Homes.Deliver([.. conversation.Record!.Members.Where(member => !(conversation.Positions.Find(member)?.JoinedAt > message.Timestamp))],
                ref fanOut);
    }
}
