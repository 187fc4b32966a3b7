using CsCheck;
using LeanRx.Server.Storage;
using LeanRx.Server.StoreSuite;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.Sqlite.Tests;

/// <summary>What a client can ask for in C# finds what it says, in each of the stores.</summary>
public sealed class ClientQueryTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    [Trait("Row", "S71")]
    [Trait("Row", "S72")]
    [Trait("Row", "S73")]
    [Trait("Row", "S75")]
    [Trait("Row", "S76")]
    [Trait("Row", "S77")]
    [Trait("Row", "S78")]
    [Trait("Row", "S79")]
    [Trait("Speed", "slow")]
    public async Task Every_query_of_a_client_answers_like_LINQ_to_Objects_in_memory()
    {
        await using var store = new InMemoryMessageStore();
        await CheckAsync(store);
    }

    [Fact]
    [Trait("Speed", "slow")]
    public async Task Every_query_of_a_client_answers_like_LINQ_to_Objects_in_SQLite()
    {
        await using var store = await SqliteMessageStore.OpenAsync(_directory["store.db"], new() { Durability = SqliteDurability.Normal });
        await CheckAsync(store);
    }

    /// <summary>
    /// Random conditions of the client, fifty of each sample, over random conversations: the store finds, sorts, cuts and counts what LINQ to Objects does over
    /// the same data.
    /// </summary>
    static async Task CheckAsync(IMessageStore store)
    {
        var number = 0;
        var matches = 0;

        await Gen.Select(RandomQueries.Conversations, Gen.Select(RandomConditions.Questions, RandomConditions.Orders, Gen.Int[0, 2], Gen.Int[1, 12]).Array[50])
            .SampleAsync(async (conversations, queries) =>
        {
            var app = $"app {Interlocked.Increment(ref number)}";
            var saved = conversations.Select(conversation => conversation with { ApplicationId = app }).ToList();
            var documents = saved.Select(PlainEvaluation.Document).ToList();
            await Task.WhenAll(saved.Select(conversation => store.Conversations.SaveAsync(conversation).AsTask()));
            foreach (var (question, order, skip, limit) in queries)
            {
                var asked = new LeanRx.ConversationQuery { Skip = skip, Limit = limit }.Where(question.Condition);
                var expected = documents.Where(question.Holds).OrderBy(static _ => 0);
                var isFirst = true;
                foreach (var column in order.Length > 0 ? order : [new(static c => c.LastMessageAt, "lm", IsDescending: true)])
                {
                    asked = (isFirst, column.IsDescending) switch
                    {
                        (true, true) => asked.OrderByDescending(column.Column),
                        (true, false) => asked.OrderBy(column.Column),
                        (false, true) => asked.ThenByDescending(column.Column),
                        (false, false) => asked.ThenBy(column.Column),
                    };
                    isFirst = false;
                    expected = column.IsDescending
                        ? expected.ThenByDescending(document => PlainEvaluation.SortKey(document, "-" + column.Path), PlainEvaluation.AnyOrder)
                        : expected.ThenBy(document => PlainEvaluation.SortKey(document, column.Path), PlainEvaluation.AnyOrder);
                }
                var ids = expected.ThenBy(document => (string)document["objectId"]!, StringComparer.Ordinal).Select(document => (string)document["objectId"]!)
                    .ToList();

                var query = Query(asked.Condition!.ToString(), app) with { Sort = ConversationSort.Parse(asked.Sort), Skip = asked.Skip, Limit = asked.Limit };

                var found = (await store.Conversations.QueryAsync(query)).Select(conversation => conversation.Id);
                Assert.True(
                    ids.Skip(skip).Take(limit).SequenceEqual(found) && ids.Count == await store.Conversations.CountAsync(query),
                    $"{asked}: expected {string.Join(' ', ids)}, but found {string.Join(' ', found)} in " +
                    $"{string.Join(Environment.NewLine, saved.Select(Describe))}");
                Interlocked.Add(ref matches, ids.Count);
            }
        }, iter: Amount.Of(some: 40, all: 200), print: static _ => "see below");

        Assert.True(matches > Amount.Of(some: 2_000, all: 10_000), $"Only {matches} conversations matched: the questions are too narrow to tell anything.");
    }
}
