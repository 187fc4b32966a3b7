using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.StoreSuite;

public abstract partial class MessageStoreTests
{
    [Fact]
    public async Task Cursors_are_found_from_both_sides()
    {
        MemberCursor one = Cursor(App, "c1", "tom", 1, 2), two = Cursor(App, "c1", "jerry", 3, 4) with { JoinedAt = 9 }, three =
            Cursor(App, "c2", "tom", 5, 6) with { ReadAt = 11, DeliveredId = "b", ReadId = "a" };
        await Store.Cursors.SaveAsync([one, two, three, Cursor("app2", "c1", "tom", 7, 8)]);

        Assert.Equal([one, three], await Store.Cursors.FindByClientAsync(App, "tom"));
        Assert.Equal([two, one], await Store.Cursors.FindByConversationAsync(App, "c1"));
        Assert.Empty(await Store.Cursors.FindByClientAsync(App, "bob"));
        Assert.Empty(await Store.Cursors.FindByConversationAsync("app3", "c1"));
    }

    [Fact]
    public async Task Cursors_of_a_guest_are_those_in_conversations_that_it_is_not_in()
    {
        await Store.Conversations.SaveAsync(Conversation("c1", "tom"));
        await Store.Conversations.SaveAsync(Conversation("c2", "bob"));
        var (one, two) = (Cursor(App, "c2", "tom", 1, 2), Cursor(App, "c3", "tom", 3, 4) with { ReadAt = 5 });
        await Store.Cursors.SaveAsync([two, one, Cursor(App, "c1", "tom", 1, 1), Cursor(App, "c2", "bob", 1, 1), Cursor("app2", "c4", "tom", 1, 1)]);

        Assert.Equal([one, two], await Store.Cursors.FindByGuestAsync(App, "tom"));
        Assert.Empty(await Store.Cursors.FindByGuestAsync(App, "bob"));
    }

    [Fact]
    public async Task A_cursor_saved_again_is_replaced_even_by_an_older_one()
    {
        await Store.Cursors.SaveAsync([Cursor(App, "c1", "tom", 5, 5), Cursor(App, "c1", "tom", 6, 6) with { DeliveredId = "b", ReadId = "a" }]);
        await Store.Cursors.SaveAsync([Cursor(App, "c1", "tom", 1, 2)]);

        Assert.Equal([Cursor(App, "c1", "tom", 1, 2)], await Store.Cursors.FindByClientAsync(App, "tom"));
    }

    [Fact]
    public async Task Cursors_of_those_who_left_are_removed()
    {
        await Store.Cursors.SaveAsync([Cursor(App, "c1", "tom", 1, 1), Cursor(App, "c1", "jerry", 1, 1), Cursor(App, "c2", "tom", 1, 1),
            Cursor("app2", "c1", "tom", 1, 1)]);

        await Store.Cursors.DeleteAsync(App, "c1", ["tom", "nobody"]);

        Assert.Equal([Cursor(App, "c1", "jerry", 1, 1)], await Store.Cursors.FindByConversationAsync(App, "c1"));
        Assert.Equal([Cursor(App, "c2", "tom", 1, 1)], await Store.Cursors.FindByClientAsync(App, "tom"));
        Assert.Single(await Store.Cursors.FindByClientAsync("app2", "tom"));
    }

    [Theory]
    [InlineData("jerry", 0, 100, 4)]
    [InlineData("jerry", 2, 100, 2)]
    [InlineData("jerry", 4, 100, 0)]
    [InlineData("jerry", 0, 3, 3)]
    [InlineData("jerry", 0, 0, 0)]
    [InlineData("jerry", 0, -1, 0)]
    [InlineData("tom", 0, 100, 1)]
    [InlineData("bob", long.MinValue, 100, 5)]
    [InlineData("bob", long.MaxValue, 100, 0)]
    public async Task Unread_messages_are_those_of_others_after_a_time(string client, long after, int limit, int count)
    {
        foreach (var (id, time, from) in new[] { ("a", 1, "tom"), ("b", 2, "tom"), ("c", 3, "tom"), ("d", 3, "jerry"),
            ("e", 4, "tom") }) await Store.Messages.AppendAsync(Message(id, time, from));
        await Store.Messages.AppendAsync(Message("f", 9, conversation: "c2"));

        Assert.Equal(count, await Store.Messages.CountAsync(App, "c1", client, after, limit));
    }

    [Fact]
    public async Task A_message_that_was_recalled_is_not_unread()
    {
        foreach (var (id, time) in new[] { ("a", 1), ("b", 2), ("c", 3) }) await Store.Messages.AppendAsync(Message(id, time, "tom"));
        await Store.Messages.UpdateAsync(Message("b", 2, "tom") with { MessageType = StoredMessage.RecalledType, PatchedAt = 4 });

        Assert.Equal(2, await Store.Messages.CountAsync(App, "c1", "jerry", 0, 100));
    }

    [Fact]
    public async Task Receipts_are_handed_out_once_and_oldest_first()
    {
        PendingReceipt[] receipts =
            [.. Enumerable.Range(0, 20).Select(number => Receipt(App, "tom", "c1", $"m{(number * 7) % 20}", 20 - number, number % 2 == 0, "jerry"))];
        await Store.Receipts.AddAsync(receipts[..9], 100);
        await Store.Receipts.AddAsync([Receipt(App, "bob", "c1", "m", 1, true, "jerry"), Receipt("app2", "tom", "c1", "m", 1, true, "jerry")], 100);
        await Store.Receipts.AddAsync(receipts[9..], 100);

        Assert.Equal(receipts, await Store.Receipts.TakeAsync(App, "tom"));
        Assert.Empty(await Store.Receipts.TakeAsync(App, "tom"));
        Assert.Single(await Store.Receipts.TakeAsync(App, "bob"));
        Assert.Single(await Store.Receipts.TakeAsync("app2", "tom"));
    }

    [Fact]
    public async Task Of_the_receipts_of_a_client_the_newest_are_kept()
    {
        await Store.Receipts.AddAsync([.. Enumerable.Range(0, 5)
            .Select(number => Receipt(App, number == 2 ? "bob" : "tom", "c1", $"m{number}", number, true, "jerry"))], 3);
        await Store.Receipts.AddAsync([Receipt(App, "tom", "c1", "m5", 5, true, "jerry")], 3);

        Assert.Equal(["m3", "m4", "m5"], (await Store.Receipts.TakeAsync(App, "tom")).Select(receipt => receipt.MessageId));
        Assert.Equal(["m2"], (await Store.Receipts.TakeAsync(App, "bob")).Select(receipt => receipt.MessageId));
    }
}
