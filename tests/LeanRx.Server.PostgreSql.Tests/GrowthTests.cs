using System.Globalization;
using System.Text.RegularExpressions;
using LeanRx.Server.PostgreSql.Internal;
using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.PostgreSql.Tests;

/// <summary>What a page costs does not grow with what the application has beside it: counted in rows that the database reads.</summary>
public sealed partial class GrowthTests(DatabaseServer server) : SchemaTest(server)
{
    PostgreSqlMessageStore _store = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _store = await PostgreSqlMessageStore.OpenAsync(Server.ConnectionString("Auto Prepare Min Usages=1;Max Auto Prepare=1000"),
            new() { Schema = Schema, MaxReaders = 1 });
    }

    public override async ValueTask DisposeAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("createdAt", 101)]
    [InlineData("-createdAt", 100)]
    [InlineData("updatedAt", 101)]
    [InlineData("-updatedAt", 100)]
    [InlineData("objectId", 100)]
    [InlineData("-objectId", 100)]
    public async Task A_page_of_all_conversations_reads_a_portion_where_an_index_has_its_order(string sort, long rows)
    {
        List<long> read = [];
        foreach (var count in new[] { 1_000, 10_000 })
        {
            await FillAsync(count);
            ConversationRecord? last = null;
            for (var portion = 0; portion < 2; portion++)
            {
                read.Add(await RowsAsync(ConversationOrder.Portion(App, ConversationSort.Parse(sort), last)));
                last = (await _store.Readers.RunAsync(session => session.ListAsync(ConversationOrder.Portion(App, ConversationSort.Parse(sort), last),
                    ConversationTable.Read, default), default))[^1];
            }
        }

        // The index has the newest first; from its other end those of one time are sorted, for which the one behind them is read.
        Assert.Equal([rows, rows, rows, rows], read);
    }

    [Theory]
    [InlineData("createdAt")]
    [InlineData("-createdAt")]
    [InlineData("updatedAt")]
    [InlineData("-updatedAt")]
    [InlineData("objectId")]
    [InlineData("-objectId")]
    public async Task A_page_that_takes_several_portions_is_the_same_as_in_memory(string sort)
    {
        await using var memory = new InMemoryMessageStore();
        foreach (var store in new IMessageStore[] { _store, memory })
            for (var number = 0; number < 350; number++)
                await store.Conversations.SaveAsync(Conversation($"{number * 9 % 350:D3}") with { CreatedAt = number / 30, UpdatedAt = number % 12 });
        var query = Query("{}") with { Sort = ConversationSort.Parse(sort), Skip = 95, Limit = 210 };

        Assert.Equal((await memory.Conversations.QueryAsync(query)).Select(record => record.Id),
            (await _store.Conversations.QueryAsync(query)).Select(record => record.Id));
    }

    [Fact]
    public async Task A_query_for_service_conversations_reads_those_alone()
    {
        await FillAsync(1_000);
        await _store.Conversations.SaveAsync(Conversation("service") with { IsSystem = true });

        var page = await _store.Conversations.QueryAsync(Query("""{"sys":true}""") with { Budget = new(TimeSpan.FromHours(1)) { MaxRows = 1 } });

        Assert.Equal("service", Assert.Single(page).Id);
    }

    Task FillAsync(int count) => Server.RunAsync($$"""
        INSERT INTO {{Schema}}.conversation (app, id, muted, is_transient, is_system, is_unique, is_temporary, columns, created_at, updated_at)
        SELECT '{{App}}', to_char(n, 'FM000000'), ARRAY[]::text[], false, false, false, false, '{}', n * 7919 % 100003, n * 104729 % 100003
        FROM generate_series(1, {{count}}) n ON CONFLICT DO NOTHING; ANALYZE {{Schema}}.conversation
        """);

    /// <summary>How many conversations a statement reads.</summary>
    async Task<long> RowsAsync(Statement statement)
    {
        var plan = await _store.Readers.RunAsync(
            session => session.ListAsync($"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) {statement}", row => row.Text(0), default), default);
        return plan.Select(step => Scan().Match(step)).Where(scan => scan.Success)
            .Sum(scan => long.Parse(scan.Groups[1].Value, CultureInfo.InvariantCulture) * long.Parse(scan.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"Scan .*on conversation c \(actual rows=(\d+) loops=(\d+)\)")]
    private static partial Regex Scan();
}
