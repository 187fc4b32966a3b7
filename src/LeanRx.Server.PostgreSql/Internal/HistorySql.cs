using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>The statements for pages of history.</summary>
static class HistorySql
{
    public static Statement For(HistoryQuery query) => query is { VisibleTo: { } client, IsThreadOnly: true } ? Thread(query, client) : Conversation(query);

    /// <summary>
    /// The statement for a page of all conversations. One index is walked: it holds the sender, so that other people's messages are passed over without being
    /// read, and the conversation, so that what is alike in time and id has an order too.
    /// </summary>
    public static Statement ForAll(MessageQuery query)
    {
        var (lower, upper) = query.Forward ? (query.Start, query.End) : (query.End, query.Start);
        var order = Order(query.Forward);
        Statement? sender = null;
        if (query.From is { } from) sender = $" AND sender = {from}";
        return $"""
            SELECT {MessageTable.Columns} FROM message WHERE app = {query.ApplicationId}{sender}{Bound(lower, s_above)}{Bound(upper, s_below)}
            ORDER BY timestamp {order}, id {order}, sender {order}, conversation {order} LIMIT {(long)Math.Max(query.Limit, 0)}
            """;
    }

    static Statement Conversation(HistoryQuery query)
    {
        var (lower, upper) = query.Forward ? (query.Start, query.End) : (query.End, query.Start);
        var order = Order(query.Forward);
        Statement? type = null;
        // That it is no text is said once more in numbers, so that the planner sees that the index holds all of them.
        if (query.MessageType == Schema.Text) type = $" AND type = {query.MessageType}";
        else if (query.MessageType is not null) type = $" AND type = {query.MessageType} AND type <> {new Raw($"{Schema.Text}")}";
        var visible = query.VisibleTo is { } client ? AddresseeTable.Sees("message", client) : null;
        return $"""
            SELECT {MessageTable.Columns} FROM message
            WHERE app = {query.ApplicationId} AND conversation = {query.ConversationId}{Bound(lower, s_above)}{Bound(upper, s_below)}{type}{visible}
            ORDER BY timestamp {order}, id {order} LIMIT {(long)Math.Max(query.Limit, 0)}
            """;
    }

    /// <summary>The thread comes first, so that only its own messages are looked up.</summary>
    static Statement Thread(HistoryQuery query, string client)
    {
        var (lower, upper) = query.Forward ? (query.Start, query.End) : (query.End, query.Start);
        var order = Order(query.Forward);
        Statement? type = null;
        if (query.MessageType is not null) type = $" AND m.type = {query.MessageType}";
        return $"""
            SELECT m.* FROM (
                SELECT timestamp, id FROM addressee
                WHERE app = {query.ApplicationId} AND conversation = {query.ConversationId}
                    AND client = {client}{Bound(lower, s_above)}{Bound(upper, s_below)}) a
            CROSS JOIN LATERAL (
                SELECT {MessageTable.Columns} FROM message m
                WHERE m.app = {query.ApplicationId} AND m.conversation = {query.ConversationId} AND m.timestamp = a.timestamp AND m.id = a.id{type}) m
            ORDER BY a.timestamp {order}, a.id {order} LIMIT {(long)Math.Max(query.Limit, 0)}
            """;
    }

    /// <summary>A further condition: what stands behind a place.</summary>
    public static Statement? Behind(HistoryBound place) => Bound(place, s_above);

    static readonly Raw s_above = new(">");

    static readonly Raw s_below = new("<");

    static Raw Order(bool forward) => new(forward ? "ASC" : "DESC");

    static Statement? Bound(HistoryBound? bound, Raw side)
    {
        if (bound is not { } place) return null;
        var equal = new Raw(place.IsIncluded ? "=" : "");
        return place.MessageId is null
            ? $" AND timestamp {side}{equal} {place.Timestamp}"
            : (Statement)$" AND (timestamp, id) {side}{equal} ({place.Timestamp}, {place.MessageId})";
    }
}
