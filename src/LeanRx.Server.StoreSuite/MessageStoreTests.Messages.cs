using CsCheck;
using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.StoreSuite;

public abstract partial class MessageStoreTests
{
    [Fact]
    public async Task Messages_of_an_application_are_walked_across_conversations_in_the_order_of_time()
    {
        foreach (var time in new[] { 2, 4, 1, 3 }) await Store.Messages.AppendAsync(Message($"id{time}", time, conversation: $"c{time % 2}"));
        await Store.Messages.AppendAsync(Message("elsewhere", 2, app: "app2"));

        Assert.Equal("id1 id2 id3 id4", await MessagesAsync(new() { ApplicationId = App }));
        Assert.Equal("id3 id4", await MessagesAsync(new() { ApplicationId = App, Limit = 2 }));
        Assert.Equal("id1 id2", await MessagesAsync(new() { ApplicationId = App, Limit = 2, Forward = true }));
        Assert.Equal("id2 id3", await MessagesAsync(new() { ApplicationId = App, Start = new(4, "id4", false), End = new(2, null, true) }));
        Assert.Equal("", await MessagesAsync(new() { ApplicationId = App, Limit = 0 }));
        Assert.Equal("", await MessagesAsync(new() { ApplicationId = "unknown" }));
    }

    [Fact]
    public async Task Messages_of_one_sender_leave_out_the_others()
    {
        foreach (var time in new[] { 1, 2, 3, 4, 5 }) await Store.Messages.AppendAsync(Message($"id{time}", time, from: time % 2 == 0 ? "jerry" : "tom",
            conversation: $"c{time}"));

        Assert.Equal("id1 id3 id5", await MessagesAsync(new() { ApplicationId = App, From = "tom" }));
        Assert.Equal("id3 id5", await MessagesAsync(new() { ApplicationId = App, From = "tom", Limit = 2 }));
        Assert.Equal("", await MessagesAsync(new() { ApplicationId = App, From = "spike" }));
    }

    [Fact]
    public async Task A_walk_across_conversations_sees_messages_as_they_are_now()
    {
        await Store.Messages.AppendAsync(Message("a", 1));
        await Store.Messages.AppendAsync(Message("b", 2, conversation: "c2"));
        await Store.Messages.UpdateAsync(Message("a", 1) with { Data = "changed" });
        await Store.Conversations.DeleteAsync(App, "c2");

        Assert.Equal("changed", Assert.Single(await Store.Messages.ReadAllAsync(new() { ApplicationId = App })).Data);
    }

    /// <summary>Any page across conversations is what a plain LINQ query makes of it.</summary>
    [Fact]
    public async Task Every_page_across_conversations_is_the_one_that_was_asked_for()
    {
        var population = Gen.Select(Gen.Int[0, 4], Gen.Char['a', 'e'], Gen.Int[0, 2], Gen.Int[0, 2]).Array[0, 20]
            .Select(messages => messages.DistinctBy(message => (message.Item2, message.Item3)).ToArray());
        var bound = Gen.OneOf(
            Gen.Const(default(HistoryBound?)),
            Gen.Select(Gen.Int[0, 4], Gen.OneOf(Gen.Const(default(string)), Gen.Char['a', 'e'].Select(id => (string?)$"{id}")), Gen.Bool)
                .Select((time, id, included) => (HistoryBound?)new HistoryBound(time, id, included)));
        var query = Gen.Select(bound, bound, Gen.Bool, Gen.Int[0, 6], Gen.OneOf(Gen.Const(default(int?)), Gen.Int[0, 2].Select(sender => (int?)sender)));
        var number = 0;

        await Gen.Select(population, query.Array[20]).SampleAsync(async (messages, queries) =>
        {
            var app = $"app {Interlocked.Increment(ref number)}";
            await Task.WhenAll(messages.Select(message =>
                Store.Messages.AppendAsync(Message($"{message.Item2}", message.Item1, from: $"s{message.Item4}", conversation: $"c{message.Item3}", app: app))
                .AsTask()));
            foreach (var (start, end, forward, limit, sender) in queries)
            {
                var (low, high) = forward ? (start, end) : (end, start);
                var inside = messages
                    .Where(message => sender is null || message.Item4 == sender)
                    .Where(message => low is null || Order(message, low.Value) > 0 || (low.Value.IsIncluded && Order(message, low.Value) == 0))
                    .Where(message => high is null || Order(message, high.Value) < 0 || (high.Value.IsIncluded && Order(message, high.Value) == 0))
                    .OrderBy(message => message.Item1).ThenBy(message => message.Item2).ThenBy(message => message.Item4).ThenBy(message => message.Item3)
                    .Select(message => $"{message.Item2} c{message.Item3}");
                var page = await Store.Messages.ReadAllAsync(new()
                {
                    ApplicationId = app,
                    From = sender is null ? null : $"s{sender}",
                    Start = start,
                    End = end,
                    Forward = forward,
                    Limit = limit
                });
                Assert.Equal(forward ? inside.Take(limit) : inside.TakeLast(limit), page.Select(message => $"{message.Id} {message.ConversationId}"));
            }
        });

        static int Order((int Time, char Id, int, int) message, HistoryBound bound) =>
            message.Time != bound.Timestamp ? message.Time.CompareTo((int)bound.Timestamp) : bound.MessageId is null ? 0
                : message.Id.CompareTo(bound.MessageId[0]);
    }

    async Task<string> MessagesAsync(MessageQuery query) => string.Join(' ', (await Store.Messages.ReadAllAsync(query)).Select(message => message.Id));
}
