using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.12
/// <summary><c>read</c>: a client has read conversations, whole or up to a message.</summary>
internal sealed class ReadCommand(ConversationDirectories conversations, ReadMarks marks)
{
    public async ValueTask HandleAsync(ISeat session, ReadFrame frame)
    {
        Dispatch.RequireCount(session, (frame.Marks?.Count ?? 0) + (frame.ConversationIds?.Count ?? 0), "convs");
        foreach (var mark in MarksOf(frame))
            await MarkAsync(session, mark).ConfigureAwait(false);
        if (frame.SerialId is not null) // An old client waits for it (§4.12); nobody minds.
            session.Reply(frame, new ReadFrame());
    }

    static IEnumerable<ReadMark> MarksOf(ReadFrame frame)
    {
        var whole = (frame.ConversationIds ?? []).Append(frame.ConversationId);
        return (frame.Marks ?? []).Where(mark => !string.IsNullOrEmpty(mark?.ConversationId))
            .Concat(whole.Where(id => !string.IsNullOrEmpty(id)).Select(id => new ReadMark(id!, null, null)));
    }

    async ValueTask MarkAsync(ISeat session, ReadMark mark)
    {
        using var hold = await conversations.Of(session.App).TryEnterAsync(mark.ConversationId).ConfigureAwait(false);
        if (hold.Conversation is not { } conversation || !conversation.Allows(session, Permission.AcknowledgeMessages))
            return;
        await conversation.Positions.LoadAsync().ConfigureAwait(false);
        await marks.MarkAsync(session, conversation, await PlaceOf(conversation, mark).ConfigureAwait(false)).ConfigureAwait(false);
    }

    // protocol.md §11.2 row 11
    /// <summary>The place that a mark means. Its message may belong to another conversation: then its time counts.</summary>
    static async ValueTask<MessageKey> PlaceOf(Conversation conversation, ReadMark mark)
    {
        if (!string.IsNullOrEmpty(mark.MessageId) && await MessageFinder.FindAsync(conversation, mark.MessageId).ConfigureAwait(false) is { } message)
            return await MessageFinder.PlaceOfAsync(conversation, MessageKey.Of(message)).ConfigureAwait(false);
        return MessageKey.EndOf(mark.Timestamp is > 0 or < 0 ? mark.Timestamp.Value : long.MaxValue);
    }
}
