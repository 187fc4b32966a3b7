using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.StoreSuite;

public abstract partial class MessageStoreTests
{
    static readonly StoredMessage FullMessage = Message("qNkRLQYxQZu5zLqHxV7QKg", 1_705_046_400_123, "nul\0inside 😀", "token", -1) with
    {
        Data = "{\"_lctext\":\"耗子，起床！ 'quoted' \0 \r\n\"}",
        IsBinary = true,
        ReceiptRequested = true,
        MentionAll = true,
        MentionedClientIds = ["jerry", "", "\""],
        DeliveredAt = 1,
        ReadAt = 2,
        PatchedAt = 3,
    };

    [Fact]
    public async Task A_message_is_found_as_it_was_stored()
    {
        var result = await Store.Messages.AppendAsync(FullMessage);

        Assert.False(result.IsDuplicate);
        Assert.Equal(Describe(FullMessage), Describe(result.Message));
        Assert.Equal(Describe(FullMessage), Describe((await Store.Messages.FindAsync(App, "c1", FullMessage.Id))!));
        Assert.Equal([Describe(FullMessage)], (await Store.Messages.ReadHistoryAsync(new() { ApplicationId = App, ConversationId = "c1" })).Select(Describe));
    }

    [Theory]
    [InlineData("app", "c1", "b")]
    [InlineData("app", "c2", "a")]
    [InlineData("app2", "c1", "a")]
    public async Task A_message_is_found_in_its_place_only(string app, string conversation, string id)
    {
        await Store.Messages.AppendAsync(Message("a", 1));

        Assert.Null(await Store.Messages.FindAsync(app, conversation, id));
    }

    [Fact]
    public async Task A_send_repeated_with_its_token_is_stored_once()
    {
        await Store.Conversations.SaveAsync(Conversation("c1"));
        await Store.Messages.AppendAsync(Message("a", 1, token: "t"));

        var again = await Store.Messages.AppendAsync(Message("b", 2, token: "t") with { Data = "another body" });

        Assert.True(again.IsDuplicate);
        Assert.Equal(Describe(Message("a", 1, token: "t")), Describe(again.Message));
        Assert.Equal(["a"], await HistoryAsync("c1"));
        Assert.Equal(1, await LastMessageAtAsync("c1"));
    }

    [Fact]
    public async Task A_token_counts_for_its_sender_and_conversation_and_application()
    {
        await Store.Messages.AppendAsync(Message("a", 1, token: "t"));

        Assert.False((await Store.Messages.AppendAsync(Message("b", 1, "jerry", "t"))).IsDuplicate);
        Assert.False((await Store.Messages.AppendAsync(Message("a", 1, token: "t", conversation: "c2"))).IsDuplicate);
        Assert.False((await Store.Messages.AppendAsync(Message("a", 1, token: "t", app: "app2"))).IsDuplicate);
        Assert.False((await Store.Messages.AppendAsync(Message("c", 1, token: "T"))).IsDuplicate);
        Assert.True((await Store.Messages.AppendAsync(Message("d", 1, "jerry", "t"))).IsDuplicate);
        Assert.Equal(["a", "b", "c"], await HistoryAsync("c1"));
    }

    [Fact]
    public async Task Without_a_token_nothing_is_a_repetition()
    {
        await Store.Messages.AppendAsync(Message("a", 1));
        await Store.Messages.AppendAsync(Message("b", 1));

        Assert.Equal(["a", "b"], await HistoryAsync("c1"));
    }

    [Fact]
    public async Task An_id_that_is_taken_is_refused_and_hurts_nobody_else()
    {
        Task<AppendResult>[] appends =
        [
            Store.Messages.AppendAsync(Message("a", 1)).AsTask(),
            Store.Messages.AppendAsync(Message("a", 1, token: "t") with { Data = "other" }).AsTask(),
            Store.Messages.AppendAsync(Message("a", 2)).AsTask(),
            Store.Messages.AppendAsync(Message("b", 2)).AsTask(),
        ];

        await appends[0];
        var refusal = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => appends[1]);
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => appends[2]);
        await appends[3];

        Assert.Equal("Conversation 'c1' already holds a message 'a'.", refusal.Message);
        Assert.Equal("body of a", (await Store.Messages.FindAsync(App, "c1", "a"))!.Data);
        Assert.Equal(["a", "b"], await HistoryAsync("c1"));
        Assert.False((await Store.Messages.AppendAsync(Message("c", 3, token: "t"))).IsDuplicate);
    }

    [Fact]
    public async Task A_thousand_writes_at_once_take_effect_in_the_order_of_the_calls()
    {
        var first = new List<ValueTask<AppendResult>>();
        var second = new List<ValueTask<AppendResult>>();
        var updates = new List<ValueTask>();
        for (var number = 0; number < 1000; number++)
        {
            first.Add(Store.Messages.AppendAsync(Message(Id(number), 7, token: Id(number))));
            second.Add(Store.Messages.AppendAsync(Message("x", 7, token: Id(number))));
            updates.Add(Store.Messages.UpdateAsync(Message(Id(number), 7) with { Data = $"update {number}" }));
        }

        foreach (var append in first) Assert.False((await append).IsDuplicate);
        foreach (var append in second) Assert.True((await append).IsDuplicate);
        foreach (var update in updates) await update;

        var history = await Store.Messages.ReadHistoryAsync(new() { ApplicationId = App, ConversationId = "c1", Limit = 2000 });
        Assert.Equal(Enumerable.Range(0, 1000).Select(Id), history.Select(message => message.Id));
        Assert.Equal(Enumerable.Range(0, 1000).Select(number => $"update {number}"), history.Select(message => message.Data));
    }

    [Fact]
    public async Task Writes_from_many_threads_all_arrive_and_reads_go_on_beside_them()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, token) =>
        {
            await Store.Messages.AppendAsync(Message(Id(number), number % 10), token);
            Assert.NotNull(await Store.Messages.FindAsync(App, "c1", Id(number), token));
        });

        var history = await Store.Messages.ReadHistoryAsync(new() { ApplicationId = App, ConversationId = "c1", Limit = 1000 });
        Assert.Equal(Enumerable.Range(0, 400).OrderBy(number => number % 10).ThenBy(number => number).Select(Id), history.Select(message => message.Id));
    }

    [Fact]
    public async Task An_update_changes_all_but_id_time_sender_and_token()
    {
        await Store.Messages.AppendAsync(FullMessage);
        await Store.Messages.AppendAsync(Message("b", FullMessage.Timestamp));

        var edited = Message(FullMessage.Id, 9, "jerry", "other", 7) with { Data = "edited", MentionedClientIds = ["bob"], PatchedAt = 11 };
        await Store.Messages.UpdateAsync(edited);

        var expected = Describe(edited with
        {
            From = FullMessage.From,
            Timestamp = FullMessage.Timestamp,
            DeduplicationToken = FullMessage.DeduplicationToken
        });
        Assert.Equal(expected, Describe((await Store.Messages.FindAsync(App, "c1", FullMessage.Id))!));
        Assert.Equal([Describe(Message("b", FullMessage.Timestamp)), expected],
            (await Store.Messages.ReadHistoryAsync(new() { ApplicationId = App, ConversationId = "c1" })).Select(Describe));
        Assert.Equal(expected, Describe((await Store.Messages.AppendAsync(FullMessage with { Id = "c" })).Message));
    }

    [Fact]
    public async Task An_update_of_what_is_not_there_does_nothing()
    {
        await Store.Messages.UpdateAsync(Message("a", 1));
        await Store.Messages.AppendAsync(Message("b", 1));
        await Store.Messages.UpdateAsync(Message("a", 1));
        await Store.Messages.UpdateAsync(Message("b", 1, conversation: "c2") with { Data = "elsewhere" });

        Assert.Equal(["b"], await HistoryAsync("c1"));
        Assert.Equal("body of b", (await Store.Messages.FindAsync(App, "c1", "b"))!.Data);
    }

    async Task<IEnumerable<string>> HistoryAsync(string conversation) =>
        (await Store.Messages.ReadHistoryAsync(new() { ApplicationId = App, ConversationId = conversation, Limit = 1000 })).Select(message => message.Id);
}
