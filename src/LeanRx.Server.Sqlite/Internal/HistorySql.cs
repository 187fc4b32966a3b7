namespace LeanRx.Server.Sqlite.Internal;

/// <summary>The statement for a page of history. Parameters: <c>?1</c> application, <c>?2</c> conversation, <c>?3</c> limit, <c>?4 ?5</c> time and id of the older bound, <c>?6 ?7</c> of the newer one, <c>?8</c> type.</summary>
static class HistorySql
{
    public static string For(bool forward, HistoryBound? lower, HistoryBound? upper, int? messageType)
    {
        var order = forward ? "ASC" : "DESC";
        // That it is no text is said once more in numbers, so that SQLite sees that the index holds all of them.
        var (index, type) = messageType switch
        {
            null => ("", ""),
            Schema.Text => ("", " AND type = ?8"),
            _ => (" INDEXED BY message_by_type", $" AND type = ?8 AND type <> {Schema.Text}"),
        };
        return $"SELECT {MessageTable.Columns} FROM message{index} WHERE app = ?1 AND conversation = ?2{Bound(lower, '>', "?4", "?5")}{Bound(upper, '<', "?6", "?7")}{type} ORDER BY timestamp {order}, id {order} LIMIT ?3";
    }

    static string Bound(HistoryBound? bound, char side, string timestamp, string id) => bound switch
    {
        null => "",
        { MessageId: null, IsIncluded: var included } => $" AND timestamp {side}{(included ? "=" : "")} {timestamp}",
        { IsIncluded: var included } => $" AND (timestamp, id) {side}{(included ? "=" : "")} ({timestamp}, {id})",
    };
}
