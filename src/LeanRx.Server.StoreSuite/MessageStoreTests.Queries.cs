using CsCheck;
using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.StoreSuite;

public abstract partial class MessageStoreTests
{
    async Task SaveFiveAsync()
    {
        for (var number = 1; number <= 5; number++)
        {
            await Store.Conversations.SaveAsync(Conversation($"c{number}", "tom", $"friend{number % 2}") with
            {
                Name = $"n{number / 2}",
                LastMessageAt = number * 10,
                IsTransient = number == 5
            });
            await Store.Conversations.SaveAsync(Conversation($"c{number}", "tom") with { ApplicationId = "app2" });
        }
    }

    async Task<string> IdsAsync(ConversationStoreQuery query) =>
        string.Join(' ', (await Store.Conversations.QueryAsync(query)).Select(conversation => conversation.Id));

    [Theory]
    [InlineData("{}", "c5 c4 c3 c2 c1")]
    [InlineData("""{"m":"tom"}""", "c5 c4 c3 c2 c1")]
    [InlineData("""{"m":{"$all":["tom","friend1"]}}""", "c5 c3 c1")]
    [InlineData("""{"m":"nobody"}""", "")]
    [InlineData("""{"objectId":"c2"}""", "c2")]
    [InlineData("""{"objectId":{"$in":["c4","c1","c4","c9"]}}""", "c4 c1")]
    [InlineData("""{"objectId":{"$in":["c4","c1"]},"m":"friend0"}""", "c4")]
    [InlineData("""{"objectId":{"$in":[]}}""", "")]
    [InlineData("""{"tr":true}""", "c5")]
    [InlineData("""{"$or":[{"objectId":"c2"},{"name":"n0"}]}""", "c2 c1")]
    public async Task Queries_find_what_matches_in_their_application(string where, string ids)
    {
        await SaveFiveAsync();

        Assert.Equal(ids, await IdsAsync(Query(where)));
        Assert.Equal(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length,
            await Store.Conversations.CountAsync(Query(where) with { Limit = 1, Skip = 3 }));
    }

    [Theory]
    [InlineData(0, 2, "c5 c4")]
    [InlineData(2, 2, "c3 c2")]
    [InlineData(4, 2, "c1")]
    [InlineData(5, 2, "")]
    [InlineData(int.MaxValue, int.MaxValue, "")]
    [InlineData(0, 0, "")]
    [InlineData(-1, -1, "")]
    public async Task Queries_are_cut_to_the_page(int skip, int limit, string ids)
    {
        await SaveFiveAsync();

        Assert.Equal(ids, await IdsAsync(Query("{}") with { Skip = skip, Limit = limit }));
    }

    [Theory]
    [InlineData(null, "c4 c3 c2 c1")]
    [InlineData(99L, "c4 c3 c2 c1")]
    [InlineData(100L, "c4 c3 c1")]
    [InlineData(long.MaxValue, "c4 c1")]
    public async Task Queries_leave_out_temporary_conversations_that_are_over(long? aliveAt, string ids)
    {
        await Store.Conversations.SaveAsync(Conversation("c1", "tom") with { LastMessageAt = 1 });
        await Store.Conversations.SaveAsync(Conversation("c2", "tom") with { LastMessageAt = 2, IsTemporary = true, ExpiresAt = 100 });
        await Store.Conversations.SaveAsync(Conversation("c3", "tom") with { LastMessageAt = 3, IsTemporary = true, ExpiresAt = 101 });
        await Store.Conversations.SaveAsync(Conversation("c4", "tom") with { LastMessageAt = 4, IsTemporary = true });

        foreach (var where in (string[])["{}", """{"m":"tom"}""", """{"objectId":{"$in":["c1","c2","c3","c4"]}}"""])
        {
            Assert.Equal(ids, await IdsAsync(Query(where) with { AliveAt = aliveAt }));
            Assert.Equal(ids.Split(' ').Length, await Store.Conversations.CountAsync(Query(where) with { AliveAt = aliveAt }));
        }
    }

    [Fact]
    public async Task Temporary_conversations_are_found_as_long_as_they_are_temporary()
    {
        await Store.Conversations.SaveAsync(Conversation("c1", "tom") with { IsTemporary = true });
        await Store.Conversations.SaveAsync(Conversation("c2", "tom") with { IsTemporary = true });
        await Store.Conversations.SaveAsync(Conversation("c3", "tom"));
        await Store.Conversations.SaveAsync(Conversation("c4", "tom") with { ApplicationId = "app2", IsTemporary = true });
        Assert.Equal("c1 c2", await IdsAsync(Query("""{"temp":true}""")));

        await Store.Conversations.SaveAsync(Conversation("c1", "tom"));
        await Store.Conversations.DeleteAsync(App, "c2");
        await Store.Conversations.SaveAsync(Conversation("c3", "tom") with { IsTemporary = true });
        Assert.Equal("c3", await IdsAsync(Query("""{"temp":true}""")));
    }

    [Fact]
    public async Task Queries_are_sorted_as_asked()
    {
        await SaveFiveAsync();

        Assert.Equal("c4 c5 c2 c3 c1", await IdsAsync(Query("{}") with { Sort = ConversationSort.Parse("-name,objectId") }));
    }

    [Fact]
    public async Task Queries_have_ten_answers_unless_asked_for_more()
    {
        for (var number = 0; number < 12; number++) await Store.Conversations.SaveAsync(Conversation(Id(number)));

        Assert.Equal(10, (await Store.Conversations.QueryAsync(new() { ApplicationId = App, Filter = ConversationFilter.All })).Count);
    }

    [Fact]
    public async Task A_query_that_takes_too_long_is_given_up_and_hurts_no_other()
    {
        await Store.Conversations.SaveAsync(Conversation("c1", "tom") with { Name = new string('a', 5000) + "!" });
        var slow = Query("{}") with { Filter = ConversationFilter.Parse(Json("""{"name":{"$regex":"^(?=(a+)+$)b"}}"""), TimeSpan.FromMilliseconds(20)) };

        await Assert.ThrowsAsync<QueryTimeoutException>(async () => await Store.Conversations.QueryAsync(slow));
        await Assert.ThrowsAsync<QueryTimeoutException>(async () => await Store.Conversations.CountAsync(slow));

        Assert.Equal("c1", await IdsAsync(Query("""{"m":"tom"}""")));
    }

    /// <summary>Random filters over random conversations, fifty of each sample: the store and a plain evaluation over the same documents agree.</summary>
    [Fact]
    public async Task Every_filter_and_sort_answers_like_a_plain_evaluation()
    {
        var number = 0;

        await Gen.Select(RandomQueries.Conversations, RandomQueries.Queries.Array[50]).SampleAsync(async (conversations, queries) =>
        {
            var app = $"app {Interlocked.Increment(ref number)}";
            var saved = conversations.Select(conversation => conversation with { ApplicationId = app }).ToList();
            await Task.WhenAll(saved.Select(conversation => Store.Conversations.SaveAsync(conversation).AsTask()));
            foreach (var (where, sort, skip, limit) in queries)
            {
                var query = Query(where, app) with { Sort = ConversationSort.Parse(sort), Skip = skip, Limit = limit };
                var expected = PlainEvaluation.Run(saved, Json(where), sort);

                Assert.True(
                    expected.Skip(skip).Take(limit).SequenceEqual((await Store.Conversations.QueryAsync(query)).Select(conversation => conversation.Id))
                        && expected.Count == await Store.Conversations.CountAsync(query),
                    $"where {where} sort {sort} skip {skip} limit {limit}: expected {string.Join(' ', expected)}, but found " +
                    string.Join(' ', (await Store.Conversations.QueryAsync(query with { Skip = 0, Limit = 1000 })).Select(conversation => conversation.Id)) +
                    " in " +
                    $"{string.Join(Environment.NewLine, saved.Select(Describe))}");
            }
        });
    }
}
