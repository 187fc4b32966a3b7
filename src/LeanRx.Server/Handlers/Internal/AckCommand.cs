using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.10.4
/// <summary><c>ack</c> from a client: messages arrived. Gets no reply.</summary>
internal sealed class AckCommand(ConversationDirectories conversations, Receipts receipts, ReadMarks marks)
{
    /// <summary>Beyond so many acknowledged messages behind a hole the hole is given up.</summary>
    const int MaxAhead = 1000;

    /// <summary>So many messages are taken note of at a time: a member may have left any number of them unacknowledged.</summary>
    const int Part = 200;

    public async ValueTask HandleAsync(ISeat session, AckFrame frame)
    {
        if (string.IsNullOrEmpty(frame.ConversationId))
            return;
        using var hold = await conversations.Of(session.App).TryEnterAsync(frame.ConversationId).ConfigureAwait(false);
        if (hold.Conversation is not { } conversation || !conversation.Allows(session, Permission.AcknowledgeMessages))
            return;
        await conversation.Positions.LoadAsync().ConfigureAwait(false);
        if (conversation.Positions.Find(session.ClientId) is not { } position)
            return;
        List<StoredMessage> arrived = [];
        MessageKey? last = null;
        await foreach (var message in ArrivedAsync(conversation, frame, position).ConfigureAwait(false))
        {
            last = MessageKey.Of(message);
            arrived.Add(message);
            if (arrived.Count < Part)
                continue;
            await TakeAsync(conversation, position, arrived).ConfigureAwait(false);
            arrived.Clear();
        }
        if (arrived.Count > 0)
            await TakeAsync(conversation, position, arrived).ConfigureAwait(false);
        if (frame.IsRead == true && last is { } read)
            await marks.MarkAsync(session, conversation, read).ConfigureAwait(false);
    }

    async ValueTask TakeAsync(Conversation conversation, MemberPosition position, List<StoredMessage> arrived)
    {
        foreach (var message in arrived)
            position.AcknowledgedAhead.Add(MessageKey.Of(message));
        await AdvanceAsync(conversation, position).ConfigureAwait(false);
        conversation.Positions.Touch(position);
        await receipts.SendAsync(conversation, position.ClientId, arrived, isRead: false).ConfigureAwait(false);
    }

    /// <summary>The messages of others that the frame means and that had not arrived before, ascending.</summary>
    static async IAsyncEnumerable<StoredMessage> ArrivedAsync(Conversation conversation, AckFrame frame, MemberPosition position)
    {
        var isGuest = conversation.IsGuest(position.ClientId);
        if (frame.MessageId is { } messageId)
        {
            if (await MessageFinder.FindAsync(conversation, messageId).ConfigureAwait(false) is { } message && IsNew(message))
                yield return message;
        }
        else if (frame.ToTimestamp is { } to)
        {
            var after = MessageKey.EndOf((frame.FromTimestamp ?? to) - 1);
            await foreach (var message in MessageFinder.BetweenAsync(conversation, after > position.Delivered ? after : position.Delivered,
                MessageKey.EndOf(to), conversation.ViewOf(position.ClientId)).ConfigureAwait(false))
                if (IsNew(message))
                    yield return message;
        }

        bool IsNew(StoredMessage message) =>
            message.From != position.ClientId && conversation.Concerns(message, position.ClientId, isGuest) && !position.HasReceived(MessageKey.Of(message));
    }

    /// <summary>Moves on over messages that arrived, over the member's own and over those that do not concern it, up to the first hole.</summary>
    static async ValueTask AdvanceAsync(Conversation conversation, MemberPosition position)
    {
        var isGuest = conversation.IsGuest(position.ClientId);
        if (position.Hole is { } hole && hole > position.Delivered && !position.AcknowledgedAhead.Contains(hole))
        {
            GiveUp(position);
            return;
        }
        if (conversation.Recent.Between(position.Delivered, position.AcknowledgedAhead.Max) is { } recent)
        {
            foreach (var message in recent)
                if (!TryPass(conversation, position, message, isGuest))
                    break;
        }
        else
        {
            await foreach (var message in MessageFinder.BetweenAsync(conversation, position.Delivered, position.AcknowledgedAhead.Max,
                conversation.ViewOf(position.ClientId)).ConfigureAwait(false))
                if (!TryPass(conversation, position, message, isGuest))
                    break;
            position.Delivered = await MessageFinder.PlaceOfAsync(conversation, position.Delivered).ConfigureAwait(false);
        }
        GiveUp(position);
    }

    /// <summary>A hole that stays open for too long is no longer waited for.</summary>
    static void GiveUp(MemberPosition position)
    {
        if (position.AcknowledgedAhead.Count <= MaxAhead)
            return;
        position.Delivered = position.AcknowledgedAhead.Max;
        position.AcknowledgedAhead.Clear();
    }

    static bool TryPass(Conversation conversation, MemberPosition position, StoredMessage message, bool isGuest)
    {
        var key = MessageKey.Of(message);
        if (!position.AcknowledgedAhead.Remove(key) && message.From != position.ClientId && conversation.Concerns(message, position.ClientId, isGuest))
        {
            position.Hole = key;
            return false;
        }
        position.Delivered = key;
        return true;
    }
}
