using System.Text.RegularExpressions;
using LeanRx.Server.PostgreSql.Internal;

namespace LeanRx.Server.PostgreSql.Tests;

/// <summary>How PostgreSQL finds what the statements of a store ask for.</summary>
static partial class QueryPlans
{
    /// <summary>Steps that go through all that an application has somewhere, and why they may.</summary>
    static readonly (string Step, string Reason)[] s_allowed =
    [
        ("conversation_pkey on conversation c (app)", "a query that names nothing looks at every conversation, as far as its budget reaches"),
        ("conversation_room on conversation c (app)", "a query for chat rooms looks at those alone, as far as its budget reaches"),
        ("conversation_service on conversation c (app)", "a query for service conversations looks at those alone, as far as its budget reaches"),
        ("conversation_by_creation on conversation c (app)", "a page of all conversations is read in order, a portion at a time"),
        ("conversation_by_update on conversation c (app)", "a page of all conversations is read in order, a portion at a time"),
        ("conversation_temporary on conversation c (app)", "a query for temporary conversations looks at those alone, as far as its budget reaches"),
        ("message_by_time on message (app)", "a page of the application's messages is read in order, and no further than it is long"),
        ("message_broadcast on message (app)", "broadcasts are few, and a page of them is read in order"),
        ("notice_by_time on notice (app)", "the newest of all is asked for, when an application starts, which is the last"),
        ("notified_pkey on notified (app)", "all of them are asked for, when an application starts"),
        ("device_pkey on device (app)", "they are counted once, before the first of an application is made or deleted"),
        ("kick_by_time on kick (app)", "all of them are asked for, when an application starts"),
        ("Seq Scan on writer", "there is one row"),
        ("Seq Scan on store", "there is one row"),
    ];

    /// <summary>The steps that walk a table, or all that an application has in it, in statements that a store has run.</summary>
    public static async Task<IReadOnlyList<string>> WalksAsync(PostgreSqlMessageStore store)
    {
        var walks = new List<string>();
        walks.AddRange(await store.Writer.RunAsync(WalksAsync));
        walks.AddRange(await store.Readers.RunAsync(WalksAsync, default));
        return walks;
    }

    static async ValueTask<IReadOnlyList<string>> WalksAsync(Session session)
    {
        var prepared = await session.ListAsync(
            $"SELECT name, statement, cardinality(parameter_types)::bigint FROM pg_prepared_statements",
            row => (Name: row.Text(0), Sql: row.Text(1), Parameters: row.Long(2)), default);
        List<string> walks = [];
        await session.RunAsync("SET plan_cache_mode = force_generic_plan", default);
        foreach (var (name, sql, parameters) in prepared.Where(statement => Operation().IsMatch(statement.Sql) && !About().IsMatch(statement.Sql)))
        {
            var nulls = parameters == 0 ? "" : $"({string.Join(", ", Enumerable.Repeat("NULL", (int)parameters))})";
            var plan = await session.ListAsync($"{new Raw($"EXPLAIN (COSTS OFF) EXECUTE \"{name}\" {nulls}")}", row => row.Text(0), default);
            walks.AddRange(Walks(plan).Select(step => $"{step}: {sql}"));
        }

        await session.RunAsync("RESET plan_cache_mode", default);
        return walks;
    }

    /// <summary>The steps of a plan that walk: they use no index, or of an index nothing but the application.</summary>
    public static IEnumerable<string> Walks(IReadOnlyList<string> plan)
    {
        for (var line = 0; line < plan.Count; line++)
        {
            var step = plan[line].Trim().TrimStart('-', '>').Trim();
            var walked = "";
            if (step.StartsWith("Seq Scan on ", StringComparison.Ordinal)) walked = step.Split(' ')[..4] is [.. var words] ? string.Join(' ', words) : step;
            else if (Index().Match(step) is { Success: true } index)
            {
                var condition = line + 1 < plan.Count ? Condition().Match(plan[line + 1]).Groups[1].Value : "";
                if (!condition.Contains(" AND ", StringComparison.Ordinal) && (condition.Length == 0 || OfApplication().IsMatch(condition)))
                    walked = $"{index.Groups[1].Value}{index.Groups[3].Value} on {index.Groups[2].Value} (app)";
            }

            if (walked.Length > 0 && !s_allowed.Any(allowed => allowed.Step == walked)) yield return walked;
        }
    }

    [GeneratedRegex(@"^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b")]
    private static partial Regex Operation();

    /// <summary>Questions about the database itself.</summary>
    [GeneratedRegex(@"\bpg_|current_setting|add_notice")]
    private static partial Regex About();

    [GeneratedRegex(@"^(?:Index (?:Only )?Scan (?:Backward )?using (\S+) on (.+)|Bitmap Index Scan on (\S+))$")]
    private static partial Regex Index();

    [GeneratedRegex(@"^\s*Index Cond: \((.*)\)$")]
    private static partial Regex Condition();

    [GeneratedRegex(@"^app = [^ ]+$|^\w+\.app = [^ ]+$")]
    private static partial Regex OfApplication();
}
