using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.11
/// <summary><c>logs</c>: a page of history, ascending whichever way it was walked.</summary>
internal sealed class LogsCommand(EngineServices services, ConversationDirectories conversations)
{
    const int DefaultLimit = 20;

    public async ValueTask HandleAsync(ISeat session, LogsFrame frame)
    {
        var (messages, hasMore) = await ReadAsync(session, frame).ConfigureAwait(false);
        session.Reply(frame, new LogsFrame { ConversationId = frame.ConversationId, Items = messages, HasMore = hasMore ? true : null });
    }

    async ValueTask<(IReadOnlyList<LogItem> Items, bool HasMore)> ReadAsync(ISeat session, LogsFrame frame)
    {
        Conversation conversation;
        ValueTask settled;
        using (var hold = await conversations.Of(session.App).EnterAsync(frame.ConversationId).ConfigureAwait(false))
        {
            conversation = hold.Conversation;
            conversation.Require(session, Permission.ReadHistory);
            settled = conversation.Outbox.SettledAsync();
        }
        await settled.ConfigureAwait(false);
        frame = await WithTimeAsync(conversation, frame).ConfigureAwait(false);
        var kind = Deliveries.KindOf(conversation.Record!);
        var query = QueryOf(session, frame);
        // One more than the page tells whether there are more.
        var page = await services.Telemetry.TimeAsync("history", conversation.Store.Messages.ReadHistoryAsync(query with { Limit = query.Limit + 1 }))
            .ConfigureAwait(false);
        var asked = query.Forward ? page.Take(query.Limit) : page.TakeLast(query.Limit);
        List<StoredMessage> messages = [.. asked.Select(conversation.Positions.Current)];
        var count = PageBudget.Of(services.Limits, frame.MaxBytes).Fit(messages, isFromEnd: !query.Forward);
        var fitting = query.Forward ? messages.Take(count) : messages.TakeLast(count);
        return ([.. fitting.Select(message => ItemOf(message, kind))], page.Count > count);
    }

    /// <summary>An id is worth nothing without its time: looks it up where it is missing.</summary>
    static async ValueTask<LogsFrame> WithTimeAsync(Conversation conversation, LogsFrame frame)
    {
        if (string.IsNullOrEmpty(frame.MessageId) || frame.Timestamp is > 0 or < 0)
            return frame;
        var message = await conversation.Store.Messages.FindAsync(conversation.App.Id, conversation.Id, frame.MessageId).ConfigureAwait(false);
        return message is null ? throw new OperationRefusedException(ErrorCodes.MessageNotFound, "There is no message with this mid.")
            : frame with { Timestamp = message.Timestamp };
    }

    HistoryQuery QueryOf(ISeat session, LogsFrame frame)
    {
        var isForward = string.Equals(frame.Direction, LogsDirections.Newer, StringComparison.OrdinalIgnoreCase);
        return new HistoryQuery
        {
            ApplicationId = session.App.Id,
            ConversationId = frame.ConversationId!,
            Forward = isForward,
            Start = BoundOf(frame.Timestamp, frame.MessageId, frame.IsStartIncluded),
            End = BoundOf(frame.EndTimestamp, frame.EndMessageId, frame.IsEndIncluded),
            Limit = frame.Limit is { } limit and >= 0 ? Math.Min(limit, services.Limits.MaxHistoryPage) : DefaultLimit,
            MessageType = frame.MessageType,
            VisibleTo = session.ClientId,
        };
    }

    static HistoryBound? BoundOf(long? timestamp, string? messageId, bool? isIncluded) =>
        timestamp is > 0 or < 0 ? new HistoryBound(timestamp.Value, string.IsNullOrEmpty(messageId) ? null : messageId, isIncluded == true) : null;

    static LogItem ItemOf(StoredMessage message, int? kind) => new()
    {
        MessageId = message.Id,
        From = message.From,
        Timestamp = message.Timestamp,
        Data = message.Data,
        IsBinary = message.IsBinary ? true : null,
        AckAt = message.DeliveredAt,
        ReadAt = message.ReadAt,
        PatchTimestamp = message.PatchedAt,
        MentionAll = message.MentionAll ? true : null,
        MentionedClientIds = message.MentionedClientIds.IsDefaultOrEmpty ? null : message.MentionedClientIds,
        ConversationType = kind,
    };
}
