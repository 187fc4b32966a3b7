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
    /// <summary>What is unread; null when nothing is. Used inside the gate, positions loaded, sends settled.</summary>
    /// <param name="held">Messages that are still to be delivered: neither they nor what was said after them, which comes after them, is counted.</param>
    public async ValueTask<UnreadConversation?> OfAsync(Conversation conversation, MemberPosition position, IReadOnlySet<string> held)
    {
        var unread = conversation.Record!.IsSystem
            ? await OfServiceAsync(conversation, position, held).ConfigureAwait(false)
            : await OfMembersAsync(conversation, position, held).ConfigureAwait(false);
        if (unread is not { Count: > 0, Last: { } last })
            return null;
        return new UnreadConversation
        {
            ConversationId = conversation.Id,
            Unread = unread.Count,
            MessageId = last.Id,
            Timestamp = last.Timestamp,
            From = last.From,
            Data = last.Data,
            IsBinary = last.IsBinary ? true : null,
            BinaryBody = last.IsBinary ? Convert.FromBase64String(last.Data) : null,
            PatchTimestamp = last.PatchedAt,
            IsMentioned = unread.IsMentioned ? true : null,
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

    async ValueTask<UnreadMessages> OfMembersAsync(Conversation conversation, MemberPosition position, IReadOnlySet<string> held)
    {
        var (clientId, limit) = (position.ClientId, services.Limits.MaxUnreadCount);
        if (conversation.Recent.Between(position.Read, MessageKey.EndOf(long.MaxValue)) is { } recent)
            return UnreadMessages.Of(recent.TakeWhile(message => !held.Contains(message.Id)), clientId, limit);
        var messages = conversation.Store.Messages;
        var unread = await messages.FindUnreadAsync(conversation.App.Id, conversation.Id, clientId, position.Read.Excluded, limit).ConfigureAwait(false);
        if (held.Count == 0 || unread.Count == 0)
            return unread;
        // Some of these have come since, and are delivered later.
        var newest = await messages.ReadHistoryAsync(new HistoryQuery
        {
            ApplicationId = conversation.App.Id,
            ConversationId = conversation.Id,
            End = position.Read.Excluded,
            Limit = limit + held.Count,
            VisibleTo = clientId,
        }).ConfigureAwait(false);
        var rest = UnreadMessages.Of(newest.TakeWhile(message => !held.Contains(message.Id)), clientId, limit);
        if (rest.Count == 0)
            return rest;
        var later = unread.Count == limit ? 0 : newest.SkipWhile(message => !held.Contains(message.Id))
            .Count(message => message.From != clientId && !message.IsRecalled);
        return rest with { Count = unread.Count - later };
    }

    async ValueTask<UnreadMessages> OfServiceAsync(Conversation conversation, MemberPosition position, IReadOnlySet<string> held)
    {
        var missed = await Inbox.NewestAsync(conversation, position.ClientId, position.Read, services.Limits.MaxUnreadCount + held.Count, message =>
            !message.IsRecalled).ConfigureAwait(false);
        if (missed.Count == 0 && position.Read < conversation.Positions.End)
        {
            // Others' threads may be long: next time nobody looks at these again.
            position.Read = conversation.Positions.End;
            conversation.Positions.Touch(position);
        }
        return UnreadMessages.Of(missed.TakeWhile(message => !held.Contains(message.Id)), position.ClientId, services.Limits.MaxUnreadCount);
    }
}
