using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>
/// The statements for pages of history. Parameters: <c>?1</c> application, <c>?2</c> conversation, <c>?3</c> limit, <c>?4 ?5</c> time and id of the older
/// bound, <c>?6 ?7</c> of the newer one, <c>?8</c> type, <c>?9</c> the client that looks.
/// </summary>
static class HistorySql
{
    public static string For(HistoryQuery query, HistoryBound? lower, HistoryBound? upper) =>
        query is { VisibleTo: not null, IsThreadOnly: true } ? Thread(query, lower, upper) : Conversation(query, lower, upper);

    static string Conversation(HistoryQuery query, HistoryBound? lower, HistoryBound? upper)
    {
        var order = Order(query.Forward);
        // That it is no text is said once more in numbers, so that SQLite sees that the index holds all of them.
        var (index, type) = query.MessageType switch
        {
            null => ("", ""),
            Schema.Text => ("", " AND type = ?8"),
            _ => (" INDEXED BY message_by_type", $" AND type = ?8 AND type <> {Schema.Text}"),
        };
        var visible = query.VisibleTo is null ? "" : $" AND {AddresseeTable.Sees("message", "?9")}";
        return $"SELECT {MessageTable.Columns} FROM message{index} WHERE app = ?1 AND conversation = " +
            $"?2{Bound(lower, '>', "?4", "?5")}{Bound(upper, '<', "?6", "?7")}{type}{visible} ORDER BY timestamp {order}, id {order} LIMIT ?3";
    }

    /// <summary>The thread comes first, so that only its own messages are looked up.</summary>
    static string Thread(HistoryQuery query, HistoryBound? lower, HistoryBound? upper)
    {
        var order = Order(query.Forward);
        var type = query.MessageType is null ? "" : " WHERE m.type = ?8";
        return $"""
            SELECT {MessageTable.Of("m")} FROM (
                SELECT timestamp, id FROM addressee
                WHERE app = ?1 AND conversation = ?2 AND client = ?9{Bound(lower, '>', "?4", "?5")}{Bound(upper, '<', "?6", "?7")}) a
            CROSS JOIN message m ON m.app = ?1 AND m.conversation = ?2 AND m.timestamp = a.timestamp AND m.id = a.id{type}
            ORDER BY a.timestamp {order}, a.id {order} LIMIT ?3
            """;
    }

    /// <summary>
    /// The statement for a page of all conversations. Parameters as above, but <c>?2</c> is the sender. One index is walked: it holds the sender, so that other
    /// people's messages are passed over without being read, and the conversation, so that what is alike in time and id has an order too.
    /// </summary>
    public static string ForAll(MessageQuery query, HistoryBound? lower, HistoryBound? upper)
    {
        var order = Order(query.Forward);
        var sender = query.From is null ? "" : " AND sender = ?2";
        return $"SELECT {MessageTable.Columns} FROM message INDEXED BY message_by_time WHERE app = " +
            $"?1{sender}{Bound(lower, '>', "?4", "?5")}{Bound(upper, '<', "?6", "?7")} ORDER BY timestamp {order}, id {order} LIMIT ?3";
    }

    static string Order(bool forward) => forward ? "ASC" : "DESC";

    /// <summary>A further condition: what stands behind a bound, or before it.</summary>
    public static string Bound(HistoryBound? bound, char side, string timestamp, string id) => bound switch
    {
        null => "",
        { MessageId: null, IsIncluded: var included } => $" AND timestamp {side}{(included ? "=" : "")} {timestamp}",
        { IsIncluded: var included } => $" AND (timestamp, id) {side}{(included ? "=" : "")} ({timestamp}, {id})",
    };
}
