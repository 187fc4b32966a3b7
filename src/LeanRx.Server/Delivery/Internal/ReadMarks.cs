using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Delivery.Internal;

// protocol.md §4.12
/// <summary>Moves the place up to which a member has read: receipts to the senders, the new count to the reader's other sessions.</summary>
internal sealed class ReadMarks(EngineServices services, Receipts receipts)
{
    /// <summary>Receipts for so many messages are sent at a time.</summary>
    const int Part = 200;

    readonly UnreadReports _unread = new(services);

    /// <summary>Marks everything up to <paramref name="to"/> read. Used inside the gate, positions loaded.</summary>
    public async ValueTask MarkAsync(ISeat session, Conversation conversation, MessageKey to)
    {
        if (conversation.Positions.Find(session.ClientId) is not { } position || conversation.Recent.LastKey is not { } last)
            return;
        if (to > last) // Nothing that is yet to come is read.
            to = last;
        var isNews = to > position.Read;
        if (isNews)
            await MoveAsync(session, conversation, position, to).ConfigureAwait(false);
        await _unread.ReadAsync(session, conversation, position, isNews).ConfigureAwait(false);
    }

    async ValueTask MoveAsync(ISeat session, Conversation conversation, MemberPosition position, MessageKey to)
    {
        if (!conversation.Record!.IsSystem) // Services get no receipts.
            await SendReceiptsAsync(conversation, position, to).ConfigureAwait(false);
        position.Read = to;
        if (position.Delivered < to)
            position.Delivered = to;
        position.AcknowledgedAhead.RemoveWhere(key => key <= to);
        conversation.Positions.Touch(position);
        conversation.Positions.LastReads.Note(session.ClientId, services.Clock.Now);
    }

    /// <summary>A part at a time: a member who was away for long may have left any number of messages unread.</summary>
    async ValueTask SendReceiptsAsync(Conversation conversation, MemberPosition reader, MessageKey to)
    {
        List<StoredMessage> read = [];
        await foreach (var message in MessageFinder.BetweenAsync(conversation, reader.Read, to).ConfigureAwait(false))
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
}
