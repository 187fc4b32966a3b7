namespace LeanRx.Server.Sqlite.Internal;

/// <summary>The statement for a page of history. Parameters: <c>$0</c> application, <c>$1</c> conversation, <c>$2</c> limit, <c>$3 $4</c> time and id of the older bound, <c>$5 $6</c> of the newer one, <c>$7</c> type.</summary>
static class HistorySql
{
    public static string For(bool forward, HistoryBound? lower, HistoryBound? upper, bool hasType)
    {
        var order = forward ? "ASC" : "DESC";
        var type = hasType ? " AND type = $7" : "";
        return $"SELECT {MessageTable.Columns} FROM message WHERE app = $0 AND conversation = $1{Bound(lower, '>', "$3", "$4")}{Bound(upper, '<', "$5", "$6")}{type} ORDER BY timestamp {order}, id {order} LIMIT $2";
    }

    static string Bound(HistoryBound? bound, char side, string timestamp, string id) => bound switch
    {
        null => "",
        { MessageId: null, IsIncluded: var included } => $" AND timestamp {side}{(included ? "=" : "")} {timestamp}",
        { IsIncluded: var included } => $" AND (timestamp, id) {side}{(included ? "=" : "")} ({timestamp}, {id})",
    };
}
