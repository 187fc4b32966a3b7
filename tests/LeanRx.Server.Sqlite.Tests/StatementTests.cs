using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using LeanRx.Server.Sqlite.Internal;
using LeanRx.Server.Storage;
using Microsoft.Data.Sqlite;

namespace LeanRx.Server.Sqlite.Tests;

/// <summary>Every statement that stands in the code of the store has a plan that does not grow with what it does not name.</summary>
public sealed partial class StatementTests : IDisposable
{
    /// <summary>Beginnings of statements that are put together while the store runs. How, is tried below.</summary>
    static readonly string[] s_beginnings =
    [
        "SELECT ", "SELECT count(*) FROM (SELECT 1 ", "SELECT count(*) FROM (SELECT 1 FROM message WHERE app = ?1 A",
        "SELECT mention_all, mentioned FROM (\n    SELECT sender, ment",
    ];

    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task No_statement_walks_or_sorts_what_it_does_not_name()
    {
        await using var store = await SqliteMessageStore.OpenAsync(_directory["store.db"]);
        var statements = Literals().Concat(Fields()).Concat(Histories()).Concat(Unread()).Where(text => Operation().IsMatch(text)).Distinct().ToList();

        var (walks, unknown) = await store.Writes.RunAsync(connection =>
        {
            List<string> walks = [], unknown = [];
            foreach (var sql in statements)
                try
                {
                    walks.AddRange(QueryPlans.Walks(connection, sql).Select(step => $"{step}: {sql}"));
                }
                catch (SqliteException)
                {
                    unknown.Add(sql);
                }

            return (walks, unknown);
        }, default);

        Assert.True(walks.Count == 0, string.Join(Environment.NewLine, walks));
        Assert.Equal(s_beginnings.Order(StringComparer.Ordinal), unknown.Select(sql => sql[..Math.Min(sql.Length, 60)]).Order(StringComparer.Ordinal));
        Assert.InRange(statements.Count, 80, 1000);
    }

    /// <summary>All texts in the code of the store.</summary>
    static IEnumerable<string> Literals()
    {
        using var file = new PEReader(File.OpenRead(typeof(SqliteMessageStore).Assembly.Location));
        var metadata = file.GetMetadataReader();
        List<string> texts = [];
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle))
            texts.Add(metadata.GetUserString(handle));
        return texts;
    }

    /// <summary>All texts that the code puts together once.</summary>
    static IEnumerable<string> Fields() =>
        from type in typeof(SqliteMessageStore).Assembly.GetTypes()
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where field.FieldType == typeof(string) && field.IsInitOnly
        select (string?)field.GetValue(null) ?? "";

    /// <summary>All pages of histories.</summary>
    static IEnumerable<string> Histories() =>
        from forward in new[] { false, true }
        from lower in Bounds
        from upper in Bounds
        from type in new int?[] { null, -1, -2 }
        from visibleTo in new[] { null, "tom" }
        from isThreadOnly in new[] { false, true }
        from sql in new[]
        {
            HistorySql.For(Query(forward, type, visibleTo, isThreadOnly), lower, upper),
            HistorySql.ForAll(new() { ApplicationId = "", Forward = forward, From = visibleTo }, lower, upper),
        }
        select sql;

    static IEnumerable<string> Unread() =>
        Bounds.OfType<HistoryBound>().SelectMany(after => new[] { UnreadSql.Count(after), UnreadSql.Mentions(after) });

    static HistoryQuery Query(bool forward, int? type, string? visibleTo, bool isThreadOnly) =>
        new() { ApplicationId = "", ConversationId = "", Forward = forward, MessageType = type, VisibleTo = visibleTo, IsThreadOnly = isThreadOnly };

    static HistoryBound?[] Bounds => [null, new(5, null, false), new(5, "a", true)];

    /// <summary>What has a plan, but for questions about the file itself.</summary>
    [GeneratedRegex(@"^\s*(SELECT(?!.*\b(sqlite_schema|meta|pragma_|last_insert_rowid)\b)|INSERT|UPDATE|DELETE|WITH)\b")]
    private static partial Regex Operation();
}
