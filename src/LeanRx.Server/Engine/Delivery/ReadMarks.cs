using LeanRx.Protocol;

namespace LeanRx.Server.Internal;

/// <summary>Moves the place up to which a member has read (protocol.md §4.12): receipts to the senders, the new count to the reader's other sessions.</summary>
internal sealed class ReadMarks(EngineServices services, Receipts receipts)
{
    /// <summary>Receipts for so many messages are sent at a time.</summary>
    const int Part = 200;

    readonly MessageFinder _finder = new(services);
    readonly UnreadCounter _counter = new(services);

    /// <summary>Marks everything up to <paramref name="to"/> read. Used inside the gate, positions loaded.</summary>
    public async ValueTask MarkAsync(Session session, Conversation conversation, MessageKey to)
    {
        if (conversation.Positions.Find(session.ClientId) is not { } position || conversation.Recent.LastKey is not { } last)
            return;
        if (to > last) // Nothing that is yet to come is read.
            to = last;
        if (to <= position.Read)
            return;
        if (!conversation.Record!.IsSystem) // Services get no receipts.
            await SendReceiptsAsync(conversation, position, to).ConfigureAwait(false);
        position.Read = to;
        if (position.Delivered < to)
            position.Delivered = to;
        position.AcknowledgedAhead.RemoveWhere(key => key <= to);
        conversation.Positions.Touch(position);
        conversation.Positions.LastReads.Note(session, services.Clock.Now);
        await TellOthersAsync(session, conversation, position).ConfigureAwait(false);
    }

    /// <summary>A part at a time: a member who was away for long may have left any number of messages unread.</summary>
    async ValueTask SendReceiptsAsync(Conversation conversation, MemberPosition reader, MessageKey to)
    {
        List<StoredMessage> read = [];
        await foreach (var message in _finder.BetweenAsync(conversation, reader.Read, to).ConfigureAwait(false))
        {
            if (message.From == reader.ClientId)
                continue;
            read.Add(message);
            if (read.Count < Part)
                continue;
            await receipts.SendAsync(conversation, reader.ClientId, read, isRead: true).ConfigureAwait(false);
            read.Clear();
        }
        await receipts.SendAsync(conversation, reader.ClientId, read, isRead: true).ConfigureAwait(false);
    }

    async ValueTask TellOthersAsync(Session session, Conversation conversation, MemberPosition position)
    {
        var others = session.App.Sessions.Of(session.ClientId).Where(other => other != session && other.Dialect != Dialect.OfflineMessages).ToList();
        if (others.Count == 0)
            return;
        var unread = await _counter.CountAsync(conversation, position.ClientId, position.Read).ConfigureAwait(false);
        var broadcast = new Broadcast(new UnreadFrame { NotificationTime = services.Clock.Now, Conversations = [new UnreadConversation { ConversationId = conversation.Id, Unread = unread }] });
        foreach (var other in others)
            other.Push(broadcast);
    }
}
