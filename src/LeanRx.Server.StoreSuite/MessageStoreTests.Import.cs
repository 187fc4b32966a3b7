using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.StoreSuite;

public abstract partial class MessageStoreTests
{
    [Fact]
    public async Task Messages_brought_in_together_are_found_as_they_were()
    {
        var addressed = Message("t", 5, "tom", conversation: "c2") with { Recipients = ["jerry"], ValidUntil = 9 };

        Assert.Equal([ImportOutcome.Stored, ImportOutcome.Stored], await Store.Messages.ImportAsync([FullMessage, addressed]));

        Assert.Equal(Describe(FullMessage), Describe((await Store.Messages.FindAsync(App, "c1", FullMessage.Id))!));
        Assert.Equal(["t"], (await Store.Messages.FindBroadcastsAsync(App, "c2", null, 0, 10)).Select(message => message.Id));
        Assert.Equal(["t"], (await Store.Messages.ReadHistoryAsync(new()
        {
            ApplicationId = App,
            ConversationId = "c2",
            VisibleTo = "jerry",
            IsThreadOnly = true
        }))
            .Select(message => message.Id));
        Assert.Empty(await Store.Messages.ReadHistoryAsync(new() { ApplicationId = App, ConversationId = "c2", VisibleTo = "bob" }));
    }

    [Fact]
    public async Task Messages_brought_in_out_of_order_stand_in_the_order_of_time_and_id()
    {
        await Store.Conversations.SaveAsync(Conversation("c1") with { LastMessageAt = 4 });

        await Store.Messages.ImportAsync([Message("b", 7), Message("z", 3), Message("a", 7), Message("x", 8, conversation: "c2"), Message("c", 5)]);

        Assert.Equal(["z", "c", "a", "b"], await HistoryAsync("c1"));
        Assert.Equal(7, await LastMessageAtAsync("c1"));
    }

    [Fact]
    public async Task What_is_brought_in_again_is_known_and_stays()
    {
        await Store.Messages.ImportAsync([Message("a", 1), Message("b", 2)]);

        Assert.Equal([ImportOutcome.Known, ImportOutcome.Stored, ImportOutcome.Known, ImportOutcome.Known],
            await Store.Messages.ImportAsync([Message("b", 2), Message("c", 3), Message("a", 1), Message("c", 3)]));
        Assert.Equal(["a", "b", "c"], await HistoryAsync("c1"));
    }

    [Fact]
    public async Task An_id_that_is_taken_by_another_message_is_a_conflict_and_costs_the_others_nothing()
    {
        await Store.Messages.ImportAsync([Message("a", 1, token: "t")]);

        StoredMessage[] others =
        [
            Message("a", 1) with { Data = "another body" },
            Message("a", 2),
            Message("a", 1, "jerry"),
            Message("a", 1) with { IsBinary = true },
            Message("a", 1) with { Recipients = ["jerry"] },
            Message("a", 1) with { ValidUntil = 9 },
            Message("b", 1, token: "t"),
            Message("c", 1),
            Message("a", 1, conversation: "c2"),
            Message("a", 1, app: "app2"),
        ];

        Assert.Equal([.. Enumerable.Repeat(ImportOutcome.Conflict, 7), .. Enumerable.Repeat(ImportOutcome.Stored, 3)],
            await Store.Messages.ImportAsync(others));
        Assert.Equal(["a", "c"], await HistoryAsync("c1"));
        Assert.Equal("body of a", (await Store.Messages.FindAsync(App, "c1", "a"))!.Data);
    }

    [Fact]
    public async Task A_conflict_behind_what_is_known_is_one_too()
    {
        await Store.Messages.ImportAsync([Message("a", 1), Message("b", 2)]);

        Assert.Equal(
            [ImportOutcome.Known, ImportOutcome.Conflict, ImportOutcome.Known, ImportOutcome.Stored, ImportOutcome.Known, ImportOutcome.Conflict],
            await Store.Messages.ImportAsync([Message("a", 1), Message("a", 3), Message("b", 2), Message("c", 2), Message("c", 2),
                Message("a", 1) with { Data = "another body" }]));
        Assert.Equal(["a", "b", "c"], await HistoryAsync("c1"));
    }

    [Fact]
    public async Task A_message_that_was_edited_since_is_still_known()
    {
        await Store.Messages.ImportAsync([Message("a", 1), Message("b", 2) with { PatchedAt = 5 }]);
        await Store.Messages.UpdateAsync(Message("a", 1) with { Data = "edited", PatchedAt = 4 });

        Assert.Equal([ImportOutcome.Known, ImportOutcome.Conflict],
            await Store.Messages.ImportAsync([Message("a", 1), Message("b", 2) with { Data = "edited later", PatchedAt = 6 }]));
        Assert.Equal("edited", (await Store.Messages.FindAsync(App, "c1", "a"))!.Data);
    }

    [Fact]
    public async Task What_receivers_did_since_does_not_make_another_message()
    {
        await Store.Messages.ImportAsync([Message("a", 1)]);
        await Store.Messages.UpdateAsync(Message("a", 1) with { DeliveredAt = 4, ReadAt = 5 });

        Assert.Equal([ImportOutcome.Known], await Store.Messages.ImportAsync([Message("a", 1)]));
    }

    [Fact]
    public async Task Nothing_brought_in_is_nothing()
    {
        Assert.Empty(await Store.Messages.ImportAsync([]));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Store.Messages.ImportAsync([Message("a", 1)], new CancellationToken(canceled: true)));
        Assert.Empty(await HistoryAsync("c1"));
    }
}
