using LeanRx.Protocol;

namespace LeanRx.Server.Internal;

/// <summary><c>ack</c> from a client: messages arrived (protocol.md §4.10.4). Gets no reply.</summary>
internal sealed class AckCommand(EngineServices services, Receipts receipts, ReadMarks marks)
{
    /// <summary>Beyond so many acknowledged messages behind a hole the hole is given up.</summary>
    const int MaxAhead = 1000;

    readonly MessageFinder _finder = new(services);

    public async ValueTask HandleAsync(Session session, AckFrame frame)
    {
        if (string.IsNullOrEmpty(frame.ConversationId))
            return;
        using var hold = await session.App.Conversations.TryEnterAsync(frame.ConversationId).ConfigureAwait(false);
        if (hold.Conversation is not { Record: { IsTransient: false, IsSystem: false } } conversation || !conversation.IsMember(session.ClientId))
            return;
        await conversation.Positions.LoadAsync().ConfigureAwait(false);
        var position = conversation.Positions.Of(session.ClientId);
        var arrived = await ArrivedAsync(conversation, frame, position).ConfigureAwait(false);
        if (arrived.Count == 0)
            return;
        foreach (var message in arrived)
            position.AcknowledgedAhead.Add(MessageKey.Of(message));
        await AdvanceAsync(conversation, position).ConfigureAwait(false);
        conversation.Positions.Touch(position);
        await receipts.SendAsync(conversation, session.ClientId, arrived, isRead: false).ConfigureAwait(false);
        if (frame.IsRead == true)
            await marks.MarkAsync(session, conversation, MessageKey.Of(arrived[^1])).ConfigureAwait(false);
    }

    /// <summary>The messages of others that the frame means and that had not arrived before, ascending.</summary>
    async ValueTask<List<StoredMessage>> ArrivedAsync(Conversation conversation, AckFrame frame, MemberPosition position)
    {
        List<StoredMessage> arrived = [];
        if (frame.MessageId is { } messageId)
        {
            if (await _finder.FindAsync(conversation, messageId).ConfigureAwait(false) is { } message)
                Take(message);
        }
        else if (frame.ToTimestamp is { } to)
        {
            var after = MessageKey.EndOf((frame.FromTimestamp ?? to) - 1);
            await foreach (var message in _finder.BetweenAsync(conversation, after > position.Delivered ? after : position.Delivered, MessageKey.EndOf(to)).ConfigureAwait(false))
                Take(message);
        }
        return arrived;

        void Take(StoredMessage message)
        {
            if (message.From != position.ClientId && !position.HasReceived(MessageKey.Of(message)))
                arrived.Add(message);
        }
    }

    /// <summary>Moves on over messages that arrived and over the member's own, up to the first hole.</summary>
    async ValueTask AdvanceAsync(Conversation conversation, MemberPosition position)
    {
        if (position.Hole is { } hole && hole > position.Delivered && !position.AcknowledgedAhead.Contains(hole))
        {
            GiveUp(position);
            return;
        }
        if (conversation.Recent.Between(position.Delivered, position.AcknowledgedAhead.Max) is { } recent)
        {
            foreach (var message in recent)
                if (!TryPass(position, message))
                    break;
        }
        else
        {
            await foreach (var message in _finder.BetweenAsync(conversation, position.Delivered, position.AcknowledgedAhead.Max).ConfigureAwait(false))
                if (!TryPass(position, message))
                    break;
            position.Delivered = await _finder.PlaceOfAsync(conversation, position.Delivered).ConfigureAwait(false);
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

    static bool TryPass(MemberPosition position, StoredMessage message)
    {
        var key = MessageKey.Of(message);
        if (!position.AcknowledgedAhead.Remove(key) && message.From != position.ClientId)
        {
            position.Hole = key;
            return false;
        }
        position.Delivered = key;
        return true;
    }
}
