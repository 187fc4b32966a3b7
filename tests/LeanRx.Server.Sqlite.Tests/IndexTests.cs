using LeanRx.Server.Sqlite.Internal;
using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.Sqlite.Tests;

/// <summary>What is asked for often is looked up, not searched for.</summary>
public sealed class IndexTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    static async Task<string> PlanAsync(SqliteMessageStore store, string sql) =>
        string.Join(" | ", await store.Writes.RunAsync(session => session["EXPLAIN QUERY PLAN " + sql].List(row => row.Text(3)), default));

    [Theory]
    [InlineData(-2, true, "INDEX message_by_type (app=? AND conversation=? AND type=?")]
    [InlineData(7, false, "INDEX message_by_type (app=? AND conversation=? AND type=?")]
    [InlineData(-1, false, "PRIMARY KEY (app=? AND conversation=?")]
    [InlineData(null, true, "PRIMARY KEY (app=? AND conversation=?")]
    public async Task History_of_one_type_reads_that_type_alone_and_needs_no_sorting(int? type, bool isForward, string index)
    {
        await using var store = await SqliteMessageStore.OpenAsync(_directory["store.db"]);
        foreach (var bound in new HistoryBound?[] { null, new(5, null, false), new(5, "a", true) })
        {
            var plan = await PlanAsync(store, HistorySql.For(History(isForward, type), bound, bound));
            Assert.Contains(index, plan, StringComparison.Ordinal);
            Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_thread_with_a_service_conversation_reads_its_own_messages_alone(bool isForward)
    {
        await using var store = await SqliteMessageStore.OpenAsync(_directory["store.db"]);

        var plan = await PlanAsync(store, HistorySql.For(History(isForward, null) with { VisibleTo = "tom", IsThreadOnly = true }, null, new(5, "a", true)));

        Assert.Contains("SEARCH addressee USING PRIMARY KEY (app=? AND conversation=? AND client=?", plan, StringComparison.Ordinal);
        Assert.Contains("SEARCH m USING PRIMARY KEY (app=? AND conversation=? AND timestamp=? AND id=?)", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Messages_across_conversations_come_in_order_without_sorting(bool isForward, bool isOfSender)
    {
        await using var store = await SqliteMessageStore.OpenAsync(_directory["store.db"]);
        foreach (var bound in new HistoryBound?[] { null, new(5, null, false), new(5, "a", true) })
        {
            var plan = await PlanAsync(store,
                HistorySql.ForAll(new() { ApplicationId = "app", Forward = isForward, From = isOfSender ? "tom" : null }, bound, bound));
            Assert.Contains("INDEX message_by_time (app=?", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ConversationTable.SelectNamed, "INDEX conversation_by_name (app=? AND name=?)")]
    [InlineData(ConversationTable.SelectRooms, "INDEX conversation_room (app=?)")]
    [InlineData(ConversationTable.SelectTemporary, "INDEX conversation_temporary (app=?)")]
    public async Task Conversations_of_a_name_or_of_a_rare_kind_are_looked_up(string sql, string index)
    {
        await using var store = await SqliteMessageStore.OpenAsync(_directory["store.db"]);
        Assert.Contains(index, await PlanAsync(store, sql), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT client, read_to FROM cursor WHERE app = ?1 AND conversation = ?2 ORDER BY client")]
    [InlineData("SELECT role FROM standing WHERE client = ?1")]
    [InlineData("SELECT sender, data FROM message WHERE app = ?1 AND type IS NOT NULL")]
    public async Task A_statement_that_would_walk_what_it_does_not_name_is_found_out(string sql)
    {
        await using var store = await SqliteMessageStore.OpenAsync(_directory["store.db"]);
        await store.Writes.RunAsync(session => session[sql].Execute("app", "c1"), default);

        Assert.Single(await QueryPlans.WalksAsync(store));
    }

    [Fact]
    public async Task A_store_that_was_made_before_gets_its_indexes_when_it_is_opened()
    {
        await using (var store = await SqliteMessageStore.OpenAsync(_directory["store.db"]))
        {
            await store.Messages.AppendAsync(Message("a") with { MessageType = -2 });
            await store.Writes.RunAsync(session =>
                session.Run("DROP INDEX message_by_type; DROP INDEX conversation_by_name; DROP INDEX conversation_room; DROP INDEX conversation_temporary; " +
                "DROP INDEX message_by_time"), default);
        }

        await using var again = await SqliteMessageStore.OpenAsync(_directory["store.db"]);

        Assert.Contains("message_by_type", await PlanAsync(again, HistorySql.For(History(true, -2), null, null)), StringComparison.Ordinal);
        Assert.Single(await again.Messages.ReadHistoryAsync(new()
        {
            ApplicationId = Message("a").ApplicationId,
            ConversationId = Message("a").ConversationId,
            MessageType = -2
        }));
    }

    static HistoryQuery History(bool isForward, int? type) => new() { ApplicationId = "app", ConversationId = "c1", Forward = isForward, MessageType = type };
}
