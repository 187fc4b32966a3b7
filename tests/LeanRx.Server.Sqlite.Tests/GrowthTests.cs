using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.Sqlite.Tests;

/// <summary>
/// What a call costs does not grow with what it does not touch. Counted are steps of SQLite's machine and pages that are written, at one size and at ten times
/// as much.
/// </summary>
[Trait("Speed", "slow")]
public sealed class GrowthTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Of_many_conversations_only_those_are_read_that_are_asked_for()
    {
        var (few, many) = (await CostsAsync(200), await CostsAsync(2000));

        // A tree of ten times as many entries is no deeper for that: its steps are the same.
        Assert.Equal(few, many);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    public async Task The_first_page_of_own_conversations_is_read_alone(int own)
    {
        await using var store = await OpenAsync($"{own}.db");
        await FillAsync(store, own, messages: 3);

        // One more shows that the page is full.
        var page = await store.Conversations.QueryAsync(Query("""{"m":"tom"}""") with { Limit = 10, Budget = Counted(11) });

        Assert.Equal(10, page.Count);
    }

    [Fact]
    public async Task Sorting_own_conversations_takes_little_for_each()
    {
        await using var few = await OpenAsync("few.db");
        await using var many = await OpenAsync("many.db");
        await FillAsync(few, 10, messages: 3);
        await FillAsync(many, 1000, messages: 3);

        var (small, large) = (await Bytes(few), await Bytes(many));

        Assert.True(large < small * 2, $"{large} bytes for a page in 1,000 conversations, {small} in 10");

        static async Task<long> Bytes(SqliteMessageStore store)
        {
            var query = Query("""{"m":"tom"}""") with { Limit = 10 };
            await store.Conversations.QueryAsync(query);
            var before = GC.GetAllocatedBytesForCurrentThread();
            await store.Conversations.QueryAsync(query);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public async Task A_login_takes_little_for_each_own_conversation_and_brings_home_those_that_it_tells()
    {
        var (few, many) = (await StepsAsync(100), await StepsAsync(1000));

        Assert.InRange(many.Steps, 1, few.Steps * 11);
        Assert.True(many.Steps < 70 * 1000, $"{many.Steps} steps in 1,000 conversations");
        Assert.True(many.Bytes < few.Bytes * 2, $"{many.Bytes} bytes in 1,000 conversations, {few.Bytes} in 100");

        async Task<(long Steps, long Bytes)> StepsAsync(int own)
        {
            await using var store = await OpenAsync($"login{own}.db");
            await FillAsync(store, own, messages: 3);
            await store.Cursors.SaveAsync([.. Enumerable.Range(0, own).Select(number =>
                Cursor(App, $"c{number}", "tom", 1, number % (own / 10) == 0 ? 1 : 9) with { JoinedAt = 1 })]);
            await LoginAsync();
            var (steps, bytes) = (await GrowthTests.StepsAsync(store), GC.GetAllocatedBytesForCurrentThread());
            await LoginAsync();
            bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
            return (await GrowthTests.StepsAsync(store) - steps, bytes);

            async Task LoginAsync()
            {
                Assert.Equal(10, (await store.Conversations.FindUnreadByMemberAsync(App, "tom", false, null, 1, 50)).Count);
                Assert.Empty(await store.Cursors.FindByGuestAsync(App, "tom"));
            }
        }
    }

    [Theory]
    [InlineData("createdAt")]
    [InlineData("-createdAt")]
    [InlineData("updatedAt")]
    [InlineData("-updatedAt")]
    [InlineData("objectId")]
    [InlineData("-objectId")]
    public async Task A_query_that_names_nothing_reads_its_page_where_an_index_has_its_order(string sort)
    {
        await using var store = await OpenAsync("store.db");
        await FillAsync(store, 100, messages: 0);
        var query = Query("{}") with { Sort = ConversationSort.Parse(sort), Limit = 10, Skip = 5 };

        var page = await store.Conversations.QueryAsync(query with { Budget = Counted(16) });

        await using var memory = new InMemoryMessageStore();
        await FillAsync(memory, 100, messages: 0);
        Assert.Equal((await memory.Conversations.QueryAsync(query)).Select(record => record.Id), page.Select(record => record.Id));
    }

    [Fact]
    public async Task A_query_for_service_conversations_reads_those_alone()
    {
        await using var store = await OpenAsync("store.db");
        await FillAsync(store, 100, messages: 0);
        await store.Conversations.SaveAsync(Conversation("service") with { IsSystem = true });

        var page = await store.Conversations.QueryAsync(Query("""{"sys":true}""") with { Budget = Counted(1) });

        Assert.Equal("service", Assert.Single(page).Id);
    }

    [Fact]
    public async Task A_send_writes_hardly_more_than_the_page_of_its_conversation()
    {
        await using var store = await SqliteMessageStore.OpenAsync(_directory["store.db"],
            new() { Durability = SqliteDurability.Normal, LogBytes = 1L << 32, CacheBytes = 64 << 20 });
        const int Conversations = 1000;
        const int Rounds = 10;
        await RoundAsync(0);
        var before = new FileInfo(_directory["store.db-wal"]).Length;

        for (var round = 1; round <= Rounds; round++)
            await RoundAsync(round);

        var pages = (new FileInfo(_directory["store.db-wal"]).Length - before) / 4120.0;
        Assert.True(pages < 2 * Rounds * Conversations, $"{pages / (Rounds * Conversations)} pages a send");

        async Task RoundAsync(int round)
        {
            var appends = Enumerable.Range(0, Conversations).Select(number => Native((round * Conversations) + number, $"c{number}"))
                .Select(message => store.Messages.AppendAsync(message).AsTask());
            Assert.All(await Task.WhenAll(appends), result => Assert.False(result.IsDuplicate));
        }
    }

    [Fact]
    public async Task Tokens_are_known_whether_sorted_in_or_not()
    {
        await using var store = await SqliteMessageStore.OpenAsync(_directory["store.db"], new() { Durability = SqliteDurability.Normal });
        var messages = Enumerable.Range(0, Internal.TokenTable.MaxWaiting + 100).Select(number => Native(number, $"c{number % 100}")).ToList();
        foreach (var append in messages.ConvertAll(message => store.Messages.AppendAsync(message)))
            Assert.False((await append).IsDuplicate);
        await store.Messages.DeleteAsync(App, messages[0].ConversationId, messages[0].Id);
        await store.Messages.DeleteAsync(App, messages[^1].ConversationId, messages[^1].Id);

        foreach (var message in messages.Where((_, number) => number % 50 == 1 || number > messages.Count - 50).SkipLast(1))
        {
            var repeated = await store.Messages.AppendAsync(message with { Id = "x", Timestamp = 1_000_000 });
            Assert.Equal((true, message.Id), (repeated.IsDuplicate, repeated.Message.Id));
            Assert.Equal(message.Id, (await store.Messages.FindAsync(App, message.ConversationId, message.Id))?.Id);
        }

        foreach (var gone in new[] { messages[0], messages[^1] })
        {
            Assert.Null(await store.Messages.FindAsync(App, gone.ConversationId, gone.Id));
            Assert.False((await store.Messages.AppendAsync(gone with { Id = "y", Timestamp = 1_000_001 })).IsDuplicate);
            Assert.True((await store.Messages.AppendAsync(gone with { Id = "z", Timestamp = 1_000_002 })).IsDuplicate);
        }
    }

    /// <summary>The steps of each of many calls, in an application of so many conversations.</summary>
    async Task<IReadOnlyList<(string Call, long Steps)>> CostsAsync(int conversations)
    {
        await using var store = await OpenAsync($"{conversations}.db");
        for (var number = 0; number < conversations; number++)
        {
            var id = $"other{number:D8}";
            await store.Conversations.SaveAsync(Conversation(id, "bob", $"m{number}"));
            await store.Messages.AppendAsync(Native(number, id));
            await store.Cursors.SaveAsync([Cursor(App, id, "bob", 1, 1), Cursor(App, id, $"m{number}", 1, 1)]);
            await store.Moderation.SaveAsync([Standing(App, id, $"m{number}") with { IsBlocked = true }]);
        }
        await FillAsync(store, 10, messages: 5);
        await store.Cursors.SaveAsync([Cursor(App, "c3", "tom", 1, 1)]);
        List<(string, long)> costs = [];

        await Measure("append", async () => await store.Messages.AppendAsync(Native(50, "c3")));
        await Measure("find message", async () => await store.Messages.FindAsync(App, "c3", Native(3, "c3").Id));
        await Measure("last message", async () => await store.Messages.FindLastAsync(App, "c3", "tom"));
        await Measure("history", async () => await store.Messages.ReadHistoryAsync(new() { ApplicationId = App, ConversationId = "c3", Limit = 3 }));
        await Measure("unread", async () => await store.Messages.CountAsync(App, "c3", "tom", 1, 100));
        await Measure("patched", async () => await store.Messages.FindPatchedAsync(App, "tom", 1, 100));
        await Measure("cursors of a conversation", async () => await store.Cursors.FindByConversationAsync(App, "c3"));
        await Measure("cursors of a client", async () => await store.Cursors.FindByClientAsync(App, "tom"));
        await Measure("cursors of a guest", async () => await store.Cursors.FindByGuestAsync(App, "tom"));
        await Measure("unread conversations", async () => await store.Conversations.FindUnreadByMemberAsync(App, "tom", false, 1, 1, 10));
        await Measure("standings", async () => await store.Moderation.FindByConversationAsync(App, "c3"));
        await Measure("standings of a client", async () => await store.Moderation.FindByClientAsync(App, "tom"));
        await Measure("find conversation", async () => await store.Conversations.FindAsync(App, "c3"));
        await Measure("own conversations", async () => await store.Conversations.QueryAsync(Query("""{"m":"tom"}""")));
        await Measure("by name", async () => await store.Conversations.QueryAsync(Query("""{"name":"name of c3"}""")));
        await Measure("receipts", async () => await store.Receipts.TakeAsync(App, "tom"));
        await Measure("one more member", async () => await store.Members.AddAsync(Conversation("c3"), ["jerry"]));
        return costs;

        async Task Measure(string name, Func<Task> call)
        {
            var before = await StepsAsync(store);
            await call();
            costs.Add((name, await StepsAsync(store) - before));
        }
    }

    [Fact]
    public async Task One_more_member_costs_the_same_among_many()
    {
        Assert.Equal(await StepsOfJoiningAsync(100), await StepsOfJoiningAsync(10_000));

        async Task<long> StepsOfJoiningAsync(int members)
        {
            await using var store = await OpenAsync($"{members}.db");
            var service = Conversation("c1", [.. Enumerable.Range(0, members).Select(number => $"m{number}")]) with { IsSystem = true };
            await store.Conversations.SaveAsync(service);
            var before = await StepsAsync(store);
            await store.Members.AddAsync(service, ["tom"]);
            await store.Members.RemoveAsync(service, ["m7"]);
            return await StepsAsync(store) - before;
        }
    }

    [Fact]
    public async Task No_statement_is_planned_again_for_another_bound_or_limit()
    {
        await using var store = await OpenAsync("store.db");
        await FillAsync(store, 3, messages: 20);

        for (var time = 0; time < 10; time++)
        {
            await store.Messages.FindUnreadAsync(App, "c1", "tom", new(time, null, false), 10 + time);
            await store.Messages.CountAsync(App, "c1", "tom", time, 10 + time);
            await store.Messages.ReadHistoryAsync(new() { ApplicationId = App, ConversationId = "c1", End = new(time, null, false), Limit = 3 + time });
            await store.Messages.ReadHistoryAsync(new() { ApplicationId = App, ConversationId = "c1", Start = new(20, $"a{time}", false) });
            await store.Conversations.FindUnreadByMemberAsync(App, "tom", false, null, time, 100);
        }

        Assert.Equal(0, store.Readers.Idle.Sum(reader => reader.Replanned));
    }

    static async Task<long> StepsAsync(SqliteMessageStore store)
    {
        var read = store.Readers.Idle.Sum(reader => reader.Steps);
        return read + await store.Writes.RunAsync(connection => connection.Steps, default);
    }

    /// <summary>Conversations of tom, each with so many messages.</summary>
    static async Task FillAsync(IMessageStore store, int conversations, int messages)
    {
        for (var number = 0; number < conversations; number++)
        {
            var id = $"c{number}";
            await store.Conversations.SaveAsync(Conversation(id, "tom", "jerry") with
            {
                Name = $"name of {id}",
                CreatedAt = number * 7 % 13,
                UpdatedAt = number * 5 % 11
            });
            for (var message = 0; message < messages; message++)
                await store.Messages.AppendAsync(Native(message, id) with { Timestamp = message, Id = Native(message, id).Id });
        }
    }

    static StoredMessage Native(int number, string conversation)
    {
        var id = string.Create(MessageIdTime.IdLength, number, static (span, number) =>
        {
            MessageIdTime.Write(span[..MessageIdTime.Length], number);
            MessageIdTime.WriteNumber(span[MessageIdTime.Length..], number);
        });
        return Message(id, number, "jerry", Guid.NewGuid().ToString(), -1, conversation);
    }

    static QueryBudget Counted(int rows) => new(TimeSpan.FromHours(1)) { MaxRows = rows };

    Task<SqliteMessageStore> OpenAsync(string name) => SqliteMessageStore.OpenAsync(_directory[name], new() { Durability = SqliteDurability.Normal });
}
