using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Delivery.Internal;

// protocol.md §4.12
/// <summary>Says what a client has not read of a conversation: how much, whether it is mentioned, and the last message.</summary>
internal sealed class UnreadSummary(EngineServices services)
{
    readonly UnreadCounter _counter = new(services);
    readonly Inbox _inbox = new(services);

    /// <summary>What is unread; null when nothing is. Used inside the gate, positions loaded, sends settled.</summary>
    /// <param name="held">Messages that are not counted: they are still to be delivered.</param>
    public async ValueTask<UnreadConversation?> OfAsync(Conversation conversation, MemberPosition position, IReadOnlySet<string> held)
    {
        var (count, newest) = conversation.Record!.IsSystem
            ? await OfServiceAsync(conversation, position, held).ConfigureAwait(false)
            : await OfMembersAsync(conversation, position, held).ConfigureAwait(false);
        if (count <= 0 || newest.Count == 0)
            return null;
        var last = newest[^1];
        return new UnreadConversation
        {
            ConversationId = conversation.Id,
            Unread = count,
            MessageId = last.Id,
            Timestamp = last.Timestamp,
            From = last.From,
            Data = last.Data,
            IsBinary = last.IsBinary ? true : null,
            BinaryBody = last.IsBinary ? Convert.FromBase64String(last.Data) : null,
            PatchTimestamp = last.PatchedAt,
            IsMentioned = newest.Any(message => message.From != position.ClientId
                && (message.MentionAll || message.MentionedClientIds.Contains(position.ClientId, StringComparer.Ordinal))) ? true : null,
            ConversationType = Deliveries.KindOf(conversation.Record!),
        };
    }

    /// <summary>
    /// Says that nothing is unread, and up to where was counted: to the end, recalled messages included, which may still be on their way as they were.
    /// </summary>
    /// <param name="held">Messages that are still to be delivered; the client counts them then.</param>
    public static UnreadConversation Nothing(Conversation conversation, MemberPosition position, IReadOnlySet<string> held)
    {
        var counted = held.Count == 0 ? conversation.Positions.End : position.Read;
        return new() { ConversationId = conversation.Id, MessageId = counted.IsEnd ? null : counted.Id, Timestamp = counted.Timestamp };
    }

    async ValueTask<(int Count, List<StoredMessage> Newest)> OfMembersAsync(Conversation conversation, MemberPosition position, IReadOnlySet<string> held)
    {
        var count = await _counter.CountAsync(conversation, position.ClientId, position.Read).ConfigureAwait(false);
        if (count == 0)
            return (0, []);
        var limit = services.Limits.MaxUnreadCount;
        var stored = conversation.Recent.Between(position.Read, MessageKey.EndOf(long.MaxValue))
            ?? await services.Store.Messages.ReadHistoryAsync(new HistoryQuery
            {
                ApplicationId = conversation.App.Id,
                ConversationId = conversation.Id,
                End = position.Read.Excluded,
                Limit = limit + held.Count
            }).ConfigureAwait(false);
        if (count < limit)
            count -= stored.Count(message => held.Contains(message.Id) && message.From != position.ClientId);
        return (count, [.. stored.Where(message => !held.Contains(message.Id)).TakeLast(limit)]);
    }

    async ValueTask<(int Count, List<StoredMessage> Newest)> OfServiceAsync(Conversation conversation, MemberPosition position, IReadOnlySet<string> held)
    {
        var missed = await _inbox.NewestAsync(conversation, position.ClientId, position.Read, services.Limits.MaxUnreadCount + held.Count, message =>
            !message.IsRecalled).ConfigureAwait(false);
        if (missed.Count == 0 && position.Read < conversation.Positions.End)
        {
            // Others' threads may be long: next time nobody looks at these again.
            position.Read = conversation.Positions.End;
            conversation.Positions.Touch(position);
        }
        List<StoredMessage> newest = [.. missed.Where(message => !held.Contains(message.Id)).TakeLast(services.Limits.MaxUnreadCount)];
        return (newest.Count, newest);
    }
}
