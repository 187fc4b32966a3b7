using CsCheck;
using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.StoreSuite;

public abstract partial class MessageStoreTests
{
    // protocol.md §10.2
    /// <summary>Messages id1, id2, id3 at 1, 2, 3.</summary>
    async Task<string> WalkAsync(HistoryBound? start, HistoryBound? end, bool forward, int limit = 20)
    {
        foreach (var time in new[] { 2, 3, 1 }) await Store.Messages.AppendAsync(Message($"id{time}", time));
        var page = await Store.Messages.ReadHistoryAsync(new()
        {
            ApplicationId = App,
            ConversationId = "c1",
            Start = start,
            End = end,
            Forward = forward,
            Limit = limit
        });
        return string.Join(' ', page.Select(message => message.Id));
    }

    [Fact]
    public async Task A_message_is_found_by_how_many_are_newer()
    {
        foreach (var (id, time) in new[] { ("b", 2), ("a", 2), ("c", 1), ("d", 3) }) await Store.Messages.AppendAsync(Message(id, time));
        await Store.Messages.AppendAsync(Message("elsewhere", 9, conversation: "c2"));
        await Store.Messages.AppendAsync(Message("elsewhere", 9, app: "app2"));

        var found = new List<string?>();
        for (var newer = 0; newer < 5; newer++) found.Add((await Store.Messages.FindFromEndAsync(App, "c1", newer))?.Id);
        Assert.Equal(["d", "b", "a", "c", null], found);
        Assert.Null(await Store.Messages.FindFromEndAsync(App, "none", 0));
    }

    [Theory]
    [InlineData(3, false, 1, false, false, "id2")]
    [InlineData(3, true, 1, false, false, "id2 id3")]
    [InlineData(3, false, 1, true, false, "id1 id2")]
    [InlineData(3, true, 1, true, false, "id1 id2 id3")]
    [InlineData(1, false, 3, false, true, "id2")]
    [InlineData(1, true, 3, false, true, "id1 id2")]
    [InlineData(1, false, 3, true, true, "id2 id3")]
    [InlineData(1, true, 3, true, true, "id1 id2 id3")]
    [InlineData(1, true, 3, true, false, "")]
    [InlineData(2, true, 2, true, false, "id2")]
    [InlineData(2, true, 2, false, true, "")]
    public async Task A_walk_goes_from_bound_to_bound(int start, bool includeStart, int end, bool includeEnd, bool forward, string ids)
    {
        Assert.Equal(ids, await WalkAsync(new(start, $"id{start}", includeStart), new(end, $"id{end}", includeEnd), forward));
    }

    [Theory]
    [InlineData(3, false, 1, false, false, "id2")]
    [InlineData(3, true, 1, true, false, "id1 id2 id3")]
    [InlineData(1, false, 3, false, true, "id2")]
    [InlineData(1, true, 3, true, true, "id1 id2 id3")]
    public async Task A_bound_without_id_takes_the_whole_millisecond_in_or_out(int start, bool includeStart, int end, bool includeEnd, bool forward, string ids)
    {
        await Store.Messages.AppendAsync(Message("elsewhere", 2, conversation: "c2"));
        await Store.Messages.AppendAsync(Message("elsewhere", 2, app: "app2"));

        Assert.Equal(ids, await WalkAsync(new(start, null, includeStart), new(end, null, includeEnd), forward));
    }

    [Theory]
    [InlineData(false, 2, "id2 id3")]
    [InlineData(true, 2, "id1 id2")]
    [InlineData(false, 20, "id1 id2 id3")]
    [InlineData(true, 20, "id1 id2 id3")]
    [InlineData(true, 0, "")]
    [InlineData(false, -1, "")]
    public async Task A_walk_without_bounds_has_the_newest_messages_back_and_the_oldest_forward(bool forward, int limit, string ids) =>
        Assert.Equal(ids, await WalkAsync(null, null, forward, limit));

    [Theory]
    [InlineData("id2\0", "id1 id2")]
    [InlineData("id", "id1")]
    [InlineData("", "id1")]
    [InlineData("zzz", "id1 id2")]
    public async Task A_bound_need_not_be_a_message(string id, string ids) => Assert.Equal(ids, await WalkAsync(new(2, id, false), null, forward: false));

    [Fact]
    public async Task Messages_of_one_millisecond_are_in_the_order_of_their_ids()
    {
        foreach (var id in new[] { "b", "B", "a", "c", "10", "9" }) await Store.Messages.AppendAsync(Message(id, 5));

        Assert.Equal(["10", "9", "B", "a", "b", "c"], await HistoryAsync("c1"));
        Assert.Equal(["9", "B"], (await Store.Messages.ReadHistoryAsync(new()
        {
            ApplicationId = App,
            ConversationId = "c1",
            Start = new(5, "a", false),
            Limit = 2
        }))
            .Select(message => message.Id));
    }

    [Fact]
    public async Task A_page_has_twenty_messages_unless_asked_for_more()
    {
        for (var number = 0; number < 25; number++) await Store.Messages.AppendAsync(Message(Id(number), number));

        Assert.Equal(Enumerable.Range(5, 20).Select(Id), (await Store.Messages.ReadHistoryAsync(new() { ApplicationId = App, ConversationId = "c1" }))
            .Select(message => message.Id));
    }

    [Fact]
    public async Task A_walk_can_be_for_one_type_of_message()
    {
        for (var number = 0; number < 9; number++) await Store.Messages.AppendAsync(Message(Id(number), number,
            type: (number % 3) switch { 0 => null, 1 => -1, _ => -2 }));

        var page = await Store.Messages.ReadHistoryAsync(new() { ApplicationId = App, ConversationId = "c1", MessageType = -1, Limit = 2 });

        Assert.Equal([Id(4), Id(7)], page.Select(message => message.Id));
    }

    [Fact]
    public async Task A_conversation_that_is_unknown_has_no_history() => Assert.Empty(await HistoryAsync("nothing"));

    /// <summary>Any page of any history is what a plain LINQ query makes of it.</summary>
    [Fact]
    public async Task Every_page_is_the_one_that_was_asked_for()
    {
        var population = Gen.Select(Gen.Int[0, 4], Gen.Char['a', 'e'], Gen.Int[-2, 0]).Array[0, 20]
            .Select(messages => messages.DistinctBy(message => message.Item2).ToArray());
        var bound = Gen.OneOf(
            Gen.Const(default(HistoryBound?)),
            Gen.Select(Gen.Int[0, 4], Gen.OneOf(Gen.Const(default(string)), Gen.Char['a', 'e'].Select(id => (string?)$"{id}")), Gen.Bool)
                .Select((time, id, included) => (HistoryBound?)new HistoryBound(time, id, included)));
        var query = Gen.Select(bound, bound, Gen.Bool, Gen.Int[0, 6], Gen.OneOf(Gen.Const(default(int?)), Gen.Int[-2, -1].Select(type => (int?)type)));
        var number = 0;

        await Gen.Select(population, query.Array[20]).SampleAsync(async (messages, queries) =>
        {
            var conversation = $"walk {Interlocked.Increment(ref number)}";
            await Task.WhenAll(messages.Select(message =>
                Store.Messages.AppendAsync(Message($"{message.Item2}", message.Item1, type: message.Item3 == 0 ? null : message.Item3,
                    conversation: conversation))
                .AsTask()));
            foreach (var (start, end, forward, limit, type) in queries)
            {
                var (low, high) = forward ? (start, end) : (end, start);
                var inside = messages
                    .Where(message => type is null || message.Item3 == type)
                    .Where(message => low is null || Order(message, low.Value) > 0 || (low.Value.IsIncluded && Order(message, low.Value) == 0))
                    .Where(message => high is null || Order(message, high.Value) < 0 || (high.Value.IsIncluded && Order(message, high.Value) == 0))
                    .OrderBy(message => message.Item1).ThenBy(message => message.Item2)
                    .Select(message => $"{message.Item2}");
                var page = await Store.Messages.ReadHistoryAsync(new()
                {
                    ApplicationId = App,
                    ConversationId = conversation,
                    Start = start,
                    End = end,
                    Forward = forward,
                    Limit = limit,
                    MessageType = type
                });
                Assert.Equal(forward ? inside.Take(limit) : inside.TakeLast(limit), page.Select(message => message.Id));
            }
        });

        static int Order((int Time, char Id, int) message, HistoryBound bound) =>
            message.Time != bound.Timestamp ? message.Time.CompareTo((int)bound.Timestamp) : bound.MessageId is null ? 0
                : message.Id.CompareTo(bound.MessageId[0]);
    }
}
