using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.12
/// <summary><c>read</c> of one conversation.</summary>
internal sealed class ReadMarkCommand(ConversationDirectories conversations, ReadMarks marks)
{
    public async ValueTask HandleAsync(ISeat session, ReadFrame frame)
    {
        var mark = frame.Marks![0];
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
