using CsCheck;
using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.StoreSuite;

public abstract partial class MessageStoreTests
{
    [Fact]
    public async Task A_message_for_some_is_seen_by_them_and_its_sender()
    {
        await SeedThreadsAsync();

        Assert.Equal("a b c d e", await SeenAsync(null));
        Assert.Equal("a b d e", await SeenAsync("jerry"));
        Assert.Equal("a b c e", await SeenAsync("bob"));
        Assert.Equal("a e", await SeenAsync("mary"));
        Assert.Equal("a b c e", await SeenAsync("service"));
        Assert.Equal("b d", await SeenAsync("jerry", isThreadOnly: true));
        Assert.Equal("", await SeenAsync("mary", isThreadOnly: true));
        Assert.Equal("", await SeenAsync("jerr", isThreadOnly: true));
    }

    [Fact]
    public async Task Nobody_is_counted_or_shown_what_is_for_others()
    {
        await SeedThreadsAsync();

        Assert.Equal(3, await Store.Messages.CountAsync(App, "c1", "jerry", 0, 100));
        Assert.Equal(2, await Store.Messages.CountAsync(App, "c1", "mary", 0, 100));
        Assert.Equal("e", (await Store.Messages.FindLastAsync(App, "c1"))!.Id);
        await Store.Messages.DeleteAsync(App, "c1", "e");
        Assert.Equal("d", (await Store.Messages.FindLastAsync(App, "c1"))!.Id);
        Assert.Equal("d", (await Store.Messages.FindLastAsync(App, "c1", "jerry"))!.Id);
        Assert.Equal("c", (await Store.Messages.FindLastAsync(App, "c1", "bob"))!.Id);
        Assert.Equal("a", (await Store.Messages.FindLastAsync(App, "c1", "mary"))!.Id);
        Assert.Null(await Store.Messages.FindLastAsync(App, "c2", "mary"));
    }

    [Fact]
    public async Task Whom_a_message_is_for_never_changes()
    {
        var message = Message("a", 1) with { Recipients = ["jerry", "bob"], ValidUntil = 9 };
        await Store.Messages.AppendAsync(message);

        await Store.Messages.UpdateAsync(message with { Data = "edited", Recipients = [], ValidUntil = null });

        Assert.Equal(Describe(message with { Data = "edited" }), Describe((await Store.Messages.FindAsync(App, "c1", "a"))!));
        Assert.Equal("", await SeenAsync("mary"));
    }

    [Fact]
    public async Task Changes_are_told_to_those_who_see_the_message()
    {
        await Store.Conversations.SaveAsync(Conversation("c1", "jerry", "mary"));
        await SeedThreadsAsync();
        await Store.Messages.AppendAsync(Message("f", 6, "service") with { ValidUntil = 100 });
        foreach (var id in new[] { "a", "b", "c", "f" }) await Store.Messages.UpdateAsync((await Store.Messages.FindAsync(App, "c1",
            id))! with
        { PatchedAt = 10 });

        Assert.Equal("10:a,10:b,10:f", await ChangesAsync("jerry", 0));
        Assert.Equal("10:a,10:f", await ChangesAsync("mary", 0));
        Assert.Equal("", await ChangesAsync("bob", 0));
        await Store.Cursors.SaveAsync([Cursor(App, "c1", "bob", 0, 0), Cursor(App, "c1", "jerry", 0, 0)]);
        Assert.Equal("10:b,10:c,10:f", await ChangesAsync("bob", 0));
        Assert.Equal("10:a,10:b,10:f", await ChangesAsync("jerry", 0));
    }

    [Fact]
    public async Task A_deleted_message_leaves_nothing_behind()
    {
        await Store.Conversations.SaveAsync(Conversation("c1", "jerry"));
        await Store.Messages.AppendAsync(Message("a", 1));
        await Store.Messages.AppendAsync(Message("b", 2, token: "once") with { Recipients = ["jerry"], ValidUntil = 9, PatchedAt = 3 });

        await Store.Messages.DeleteAsync(App, "c1", "b");
        await Store.Messages.DeleteAsync(App, "c1", "nothing");
        await Store.Messages.DeleteAsync(App, "c9", "a");
        await Store.Messages.DeleteAsync("app2", "c1", "a");

        Assert.Equal(["a"], await HistoryAsync("c1"));
        Assert.Null(await Store.Messages.FindAsync(App, "c1", "b"));
        Assert.Equal("", await SeenAsync("jerry", isThreadOnly: true));
        Assert.Empty(await Store.Messages.FindBroadcastsAsync(App, null, null, 0, 10));
        Assert.Equal("", await ChangesAsync("jerry", 0));
        Assert.Equal(1, await LastMessageAtAsync("c1"));
        Assert.False((await Store.Messages.AppendAsync(Message("c", 4, token: "once"))).IsDuplicate);
        Assert.Equal(4, await LastMessageAtAsync("c1"));
        await Store.Messages.DeleteAsync(App, "c1", "a");
        await Store.Messages.DeleteAsync(App, "c1", "c");
        Assert.Null(await LastMessageAtAsync("c1"));
    }

    [Fact]
    public async Task A_conversation_saved_with_the_time_of_its_last_message_forgets_it_with_the_message()
    {
        await Store.Messages.AppendAsync(Message("a", 1));
        await Store.Messages.AppendAsync(Message("b", 5));
        await Store.Conversations.SaveAsync(Conversation("c1") with { LastMessageAt = 5 });

        await Store.Messages.DeleteAsync(App, "c1", "b");

        Assert.Equal(1, await LastMessageAtAsync("c1"));
    }

    [Fact]
    public async Task Broadcasts_are_found_newest_first_of_one_conversation_or_of_all_while_they_are_valid()
    {
        await Store.Messages.AppendAsync(Message("a", 1));
        await Store.Messages.AppendAsync(Message("b", 2) with { ValidUntil = 10 });
        await Store.Messages.AppendAsync(Message("c", 2) with { ValidUntil = 20 });
        await Store.Messages.AppendAsync(Message("d", 3, conversation: "c2") with { ValidUntil = 30 });
        await Store.Messages.AppendAsync(Message("e", 9, app: "app2") with { ValidUntil = 30 });

        Assert.Equal("d c b", await BroadcastsAsync(null, null));
        Assert.Equal("c b", await BroadcastsAsync("c1", null));
        Assert.Equal("d c", await BroadcastsAsync(null, 10));
        Assert.Equal("c", await BroadcastsAsync("c1", 19));
        Assert.Equal("", await BroadcastsAsync("c1", 20));
        Assert.Equal("c", await BroadcastsAsync(null, null, 1, 1));
        Assert.Equal("", await BroadcastsAsync("c9", null));
        await Store.Conversations.DeleteAsync(App, "c1");
        Assert.Equal("d", await BroadcastsAsync(null, null));
    }

    /// <summary>Any page of any thread is what a plain LINQ query makes of it.</summary>
    [Fact]
    public async Task Every_page_of_a_thread_is_the_one_that_was_asked_for()
    {
        var client = Gen.Char['x', 'z'].Select(name => $"{name}");
        var message = Gen.Select(Gen.Int[0, 4], Gen.Char['a', 'h'], client, client.Array[0, 2], Gen.Int[-2, 0]);
        var population = message.Array[0, 20].Select(messages => messages.DistinctBy(one => one.Item2).ToArray());
        var bound = Gen.OneOf(Gen.Const(default(HistoryBound?)), Gen.Select(Gen.Int[0, 4], Gen.Char['a', 'h'], Gen.Bool)
            .Select((time, id, included) => (HistoryBound?)new HistoryBound(time, $"{id}", included)));
        var query = Gen.Select(bound, Gen.Bool, Gen.Int[0, 6], client, Gen.Bool,
            Gen.OneOf(Gen.Const(default(int?)), Gen.Int[-2, -1].Select(type => (int?)type)));
        var number = 0;

        await Gen.Select(population, query.Array[20]).SampleAsync(async (messages, queries) =>
        {
            var conversation = $"thread {Interlocked.Increment(ref number)}";
            StoredMessage[] stored =
                [.. messages.Select(one =>
                Message($"{one.Item2}", one.Item1, one.Item3, type: one.Item5 == 0 ? null : one.Item5,
                conversation: conversation) with { Recipients = [.. one.Item4.Distinct()] })];
            foreach (var one in stored) await Store.Messages.AppendAsync(one);
            foreach (var (start, forward, limit, viewer, isThreadOnly, type) in queries)
            {
                HistoryQuery asked =
                    new()
                    {
                        ApplicationId = App,
                        ConversationId = conversation,
                        Start = start,
                        Forward = forward,
                        Limit = limit,
                        VisibleTo = viewer,
                        IsThreadOnly = isThreadOnly,
                        MessageType = type
                    };
                var inside = stored
                    .Where(one => type is null || one.MessageType == type)
                    .Where(one => isThreadOnly ? one.Recipients.Length > 0 && one.Recipients.Add(one.From).Contains(viewer) : one.Recipients.Length == 0
                        || one.Recipients.Add(one.From).Contains(viewer))
                    .Where(one => start is not { } place || Side(one, place, forward))
                    .OrderBy(one => one.Timestamp).ThenBy(one => one.Id).Select(one => one.Id);
                Assert.Equal(forward ? inside.Take(limit) : inside.TakeLast(limit), (await Store.Messages.ReadHistoryAsync(asked)).Select(one => one.Id));
            }
        });

        static bool Side(StoredMessage message, HistoryBound place, bool forward)
        {
            var order = message.Timestamp != place.Timestamp ? message.Timestamp.CompareTo(place.Timestamp)
                : string.CompareOrdinal(message.Id, place.MessageId);
            return order == 0 ? place.IsIncluded : order > 0 == forward;
        }
    }

    async Task SeedThreadsAsync()
    {
        StoredMessage[] messages =
        [
            Message("a", 1, "tom"),
            Message("b", 2, "service") with { Recipients = ["jerry", "bob"] },
            Message("c", 3, "service") with { Recipients = ["bob"] },
            Message("d", 4, "jerry") with { Recipients = ["jerry"] },
            Message("e", 5, "tom"),
        ];
        foreach (var message in messages) await Store.Messages.AppendAsync(message);
    }

    async Task<string> SeenAsync(string? client, bool isThreadOnly = false)
    {
        var page = await Store.Messages.ReadHistoryAsync(new() { ApplicationId = App, ConversationId = "c1", VisibleTo = client, IsThreadOnly = isThreadOnly });
        return string.Join(' ', page.Select(message => message.Id));
    }

    async Task<string> BroadcastsAsync(string? conversation, long? validAfter, int skip = 0, int limit = 10) =>
        string.Join(' ', (await Store.Messages.FindBroadcastsAsync(App, conversation, validAfter, skip, limit)).Select(message => message.Id));
}
