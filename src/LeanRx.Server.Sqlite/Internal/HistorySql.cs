namespace LeanRx.Server.Sqlite.Internal;

/// <summary>The statement for a page of history. Parameters: <c>?1</c> application, <c>?2</c> conversation, <c>?3</c> limit, <c>?4 ?5</c> time and id of the older bound, <c>?6 ?7</c> of the newer one, <c>?8</c> type.</summary>
static class HistorySql
{
    public static string For(bool forward, HistoryBound? lower, HistoryBound? upper, bool hasType)
    {
        var order = forward ? "ASC" : "DESC";
        var type = hasType ? " AND type = ?8" : "";
        return $"SELECT {MessageTable.Columns} FROM message WHERE app = ?1 AND conversation = ?2{Bound(lower, '>', "?4", "?5")}{Bound(upper, '<', "?6", "?7")}{type} ORDER BY timestamp {order}, id {order} LIMIT ?3";
    }

    static string Bound(HistoryBound? bound, char side, string timestamp, string id) => bound switch
    {
        null => "",
        { MessageId: null, IsIncluded: var included } => $" AND timestamp {side}{(included ? "=" : "")} {timestamp}",
        { IsIncluded: var included } => $" AND (timestamp, id) {side}{(included ? "=" : "")} ({timestamp}, {id})",
    };
}
