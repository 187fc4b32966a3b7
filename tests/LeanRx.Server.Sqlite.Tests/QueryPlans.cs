using System.Text.RegularExpressions;
using LeanRx.Server.Sqlite.Internal;

namespace LeanRx.Server.Sqlite.Tests;

/// <summary>How SQLite finds what the statements of a store ask for.</summary>
static partial class QueryPlans
{
    /// <summary>Steps that go through all that an application has somewhere, and why they may.</summary>
    static readonly (string Step, string Reason)[] s_allowed =
    [
        ("SEARCH c USING PRIMARY KEY (app=?)", "a query that names nothing looks at every conversation, as far as its budget reaches"),
        ("SEARCH c USING INDEX conversation_room (app=?)", "a query for chat rooms looks at those alone, as far as its budget reaches"),
        ("SEARCH c USING INDEX conversation_temporary (app=?)", "a query for temporary conversations looks at those alone, as far as its budget reaches"),
        ("SEARCH c USING INDEX conversation_service (app=?)", "a query for service conversations looks at those alone, as far as its budget reaches"),
        ("SEARCH c USING INDEX conversation_by_creation (app=?)", "a page in that order is read, as far as the budget of the query reaches"),
        ("SEARCH c USING INDEX conversation_by_update (app=?)", "a page in that order is read, as far as the budget of the query reaches"),
        ("USE TEMP B-TREE FOR LAST TERM OF ORDER BY", "what is alike in the first is sorted by the second"),
        ("USE TEMP B-TREE FOR json_group_array(ORDER BY)", "SQLite sorts what it aggregates, in whatever order it comes"),
        ("SCAN w", "what waits to be sorted in has a bound"),
        ("SEARCH message USING INDEX message_by_time (app=?)", "a page of the application's messages is read in order, and no further than it is long"),
        ("SEARCH message USING INDEX message_broadcast (app=?)", "broadcasts are few, and a page of them is read in order"),
        ("SEARCH notice USING COVERING INDEX notice_by_application (app=?)", "the oldest is looked for, which is the first"),
        ("SEARCH notice USING INDEX notice_by_application (app=?)", "the newest of all is asked for, when an application starts"),
        ("SEARCH notified USING PRIMARY KEY (app=?)", "all of them are asked for, when an application starts"),
        ("SEARCH device USING PRIMARY KEY (app=?)", "they are counted once, before the first of an application is made or deleted"),
        ("SEARCH kick USING COVERING INDEX kick_by_time (app=?)", "all of them are asked for, when an application starts"),
    ];

    /// <summary>What is sorted by no index, by a piece of the statement, and why it may be.</summary>
    static readonly (string Piece, string Reason)[] s_sorted =
    [
        ("FROM member m CROSS JOIN conversation c", "the times of last messages stand in no index, or each send would write it; sorted are two columns"),
        ("FROM member o CROSS JOIN message m", "changes in many conversations come in one order"),
        ("INSERT INTO token (", "many are sorted in together, so that each page is written once"),
    ];

    /// <summary>The steps that walk a table, or all that an application has in it, in statements that a store has run.</summary>
    public static async Task<IReadOnlyList<string>> WalksAsync(SqliteMessageStore store)
    {
        var read = store.Readers.Idle.SelectMany(reader => reader.Prepared).ToList();
        return await store.Writes.RunAsync(connection => connection.Prepared.ToList().Concat(read).Distinct().Where(sql => Operation().IsMatch(sql))
            .SelectMany(sql => Walks(connection, sql).Select(step => $"{step}: {sql}")).ToList(), default);
    }

    /// <summary>The steps of a statement that walk.</summary>
    public static IEnumerable<string> Walks(StoreConnection connection, string sql) => connection["EXPLAIN QUERY PLAN " + sql].List(row => row.Text(3))
        .Where(step => Walk().IsMatch(step) && !s_allowed.Any(allowed => allowed.Step == step)
            && !(step == "USE TEMP B-TREE FOR ORDER BY" && s_sorted.Any(sorted => sql.Contains(sorted.Piece, StringComparison.Ordinal))));

    /// <summary>What has a plan, but for questions about the file itself.</summary>
    [GeneratedRegex(@"^\s*(SELECT(?!.*\b(sqlite_schema|meta|pragma_)\b)|INSERT|UPDATE|DELETE)\b")]
    private static partial Regex Operation();

    /// <summary>No place at all is looked up, or that of the application alone; or what was found is sorted.</summary>
    [GeneratedRegex(@"^(SCAN (?!CONSTANT ROW|\(subquery)|SEARCH .*\(app=\?\)$|USE TEMP B-TREE)")]
    private static partial Regex Walk();
}
