using System.Text.Json;
using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.StoreSuite;

public abstract partial class MessageStoreTests
{
    static ConversationStoreQuery Asking(string where, QueryBudget budget, int limit = 10, int skip = 0, string sort = "-lm") => new()
    {
        ApplicationId = App,
        Filter = ConversationFilter.Parse(JsonDocument.Parse(where).RootElement),
        Sort = ConversationSort.Parse(sort),
        Limit = limit,
        Skip = skip,
        Budget = budget,
    };

    static QueryBudget Rows(int most) => new(TimeSpan.FromHours(1)) { MaxRows = most };

    async Task FillAsync(int count, int size = 0)
    {
        for (var number = 0; number < count; number++)
        {
            await Store.Conversations.SaveAsync(Conversation($"c{number:D3}", "tom") with
            {
                Name = $"n{number:D3}",
                Attributes = JsonDocument.Parse($$"""{"n":{{number}},"s":"{{new string('x', size)}}"}""").RootElement
            });
            await Store.Messages.AppendAsync(Message($"m{number:D3}", 1000 + number, conversation: $"c{number:D3}"));
        }
    }

    [Fact]
    public async Task A_query_looks_at_as_many_conversations_as_it_may_and_is_refused_for_one_more()
    {
        await FillAsync(30);

        Assert.Single(await Store.Conversations.QueryAsync(Asking("""{"attr.n":29}""", Rows(30))));
        Assert.Equal(30, await Store.Conversations.CountAsync(Asking("{}", Rows(30))));
        var refusal = await Assert.ThrowsAsync<QueryTooLargeException>(async () => await Store.Conversations.QueryAsync(Asking("""{"attr.n":0}""", Rows(29))));
        Assert.Contains("more than 29 conversations", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<QueryTooLargeException>(async () => await Store.Conversations.CountAsync(Asking("{}", Rows(29))));
        Assert.Single(await Store.Conversations.QueryAsync(Asking("""{"objectId":"c007"}""", Rows(1))));
        Assert.Single(await Store.Conversations.QueryAsync(Asking("""{"name":"n007"}""", Rows(1))));
    }

    [Fact]
    public async Task Of_the_conversations_of_a_member_no_more_are_looked_at_than_the_page_needs()
    {
        await FillAsync(30);
        await Store.Conversations.SaveAsync(Conversation("silent", "tom"));

        Assert.Equal(["c029", "c028", "c027"], (await Store.Conversations.QueryAsync(Asking("""{"m":"tom"}""", Rows(4), limit: 3))).Select(found => found.Id));
        Assert.Equal(["c027", "c026"], (await Store.Conversations.QueryAsync(Asking("""{"m":"tom"}""", Rows(5), limit: 2, skip: 2))).Select(found => found.Id));
        Assert.Equal(["c000", "silent"], (await Store.Conversations.QueryAsync(Asking("""{"m":"tom"}""", Rows(31), limit: 5, skip: 29)))
            .Select(found => found.Id));
        Assert.Equal(["c010", "c011"], (await Store.Conversations.QueryAsync(Asking("""{"m":"tom","attr.n":{"$gte":10}}""", Rows(31), limit: 2, sort: "name")))
            .Select(found => found.Id));
    }

    [Theory]
    [InlineData("""{"m":"tom"}""", "-lm")]
    [InlineData("""{"m":"tom"}""", "-name")]
    [InlineData("{}", "-lm")]
    public async Task A_page_ends_by_its_bytes_or_is_refused(string where, string sort)
    {
        await FillAsync(20, size: 10_000);
        var cutting = new QueryBudget(TimeSpan.FromHours(1)) { MaxBytes = 35_000, CutsPage = true };

        var page = await Store.Conversations.QueryAsync(Asking(where, cutting, limit: 20, sort: sort));

        Assert.Equal(["c019", "c018", "c017"], page.Select(found => found.Id));
        Assert.True(cutting.IsCut);
        var small = new QueryBudget(TimeSpan.FromHours(1)) { MaxBytes = 100, CutsPage = true };
        Assert.Equal(["c019"], (await Store.Conversations.QueryAsync(Asking(where, small, limit: 20, sort: sort))).Select(found => found.Id));
        var all = new QueryBudget(TimeSpan.FromHours(1)) { MaxBytes = 35_000 };
        Assert.Equal(["c019", "c018", "c017"], (await Store.Conversations.QueryAsync(Asking(where, all, limit: 3, sort: sort))).Select(found => found.Id));
        Assert.False(all.IsCut);
        var refusal = await Assert.ThrowsAsync<QueryTooLargeException>(async () =>
            await Store.Conversations.QueryAsync(Asking(where, new QueryBudget(TimeSpan.FromHours(1)) { MaxBytes = 35_000 }, limit: 4, sort: sort)));
        Assert.Contains("35000 bytes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_whose_time_is_over_ends_and_one_that_nobody_waits_for()
    {
        await FillAsync(1);
        var where = $$$"""{"attr.n":{"$in":[{{{string.Join(',', Enumerable.Range(1, 5000))}}}]}}""";

        await Assert.ThrowsAsync<QueryTimeoutException>(async () => await Store.Conversations.QueryAsync(Asking(where, new QueryBudget(TimeSpan.Zero))));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Store.Conversations.QueryAsync(Asking("{}", new QueryBudget(TimeSpan.FromHours(1), new CancellationToken(canceled: true)))));
        Assert.Empty(await Store.Conversations.QueryAsync(Asking(where, new QueryBudget(TimeSpan.FromHours(1)))));
    }
}
