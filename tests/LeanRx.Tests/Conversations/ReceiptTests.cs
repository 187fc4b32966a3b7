using System.Reactive.Linq;

namespace LeanRx.Tests.Conversations;

/// <summary>Receipts, unread counts and read marks (S150, S165, protocol.md §4.10.5, §4.12).</summary>
public class ReceiptTests
{
    readonly ClientWorld _world = new();

    [Fact]
    public void Delivered_and_read_are_two_kinds_on_the_client_and_on_the_conversation()
    {
        var all = ClientWorld.Record(_world.Client.Receipts);
        var here = ClientWorld.Record(_world.Conversation().Receipts);
        var elsewhere = ClientWorld.Record(_world.Conversation("elsewhere").Receipts);
        var read = ClientWorld.Record(_world.Client.Receipts.OfType<Receipt.Read>());
        _world.Core.OnPush(new ReceiptFrame { ConversationId = "room", MessageId = "m1", Timestamp = 1000 });
        _world.Core.OnPush(new ReceiptFrame { ConversationId = "room", MessageId = "m1", Timestamp = 5000, IsRead = true, From = "jerry" });
        _world.Settle();
        Receipt[] expected =
            [new Receipt.Delivered { ConversationId = "room", MessageId = "m1", Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(1000), From = null },
            new Receipt.Read { ConversationId = "room", MessageId = "m1", Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(5000), From = "jerry" }];
        Assert.Equal(expected, all);
        Assert.Equal(expected, here);
        Assert.Empty(elsewhere);
        Assert.Equal("jerry", Assert.Single(read).From);
    }

    [Fact]
    public void Unread_counts_come_as_the_server_tells_them()
    {
        var unread = ClientWorld.Record(_world.Client.UnreadChanges);
        _world.Core.OnPush(new UnreadFrame
        {
            Conversations =
            [
                new UnreadConversation { ConversationId = "room", Unread = 3, MessageId = "m3", Timestamp = 300, From = "jerry",
                    Data = """{"_lctype":-1,"_lctext":"hi"}""", IsMentioned = true },
                new UnreadConversation { ConversationId = "elsewhere", Unread = 0 },
            ],
        });
        _world.Settle();
        Assert.Equal([("room", 3, true), ("elsewhere", 0, false)], unread.Select(change => (change.ConversationId, change.Count, change.IsMentioned)));
        Assert.Equal("hi", Assert.IsType<TextMessage>(unread[0].LastMessage).Text);
        Assert.Null(unread[1].LastMessage);
    }

    [Fact]
    public async Task Marking_as_read_names_the_last_message_that_came()
    {
        var room = _world.Conversation();
        _world.Receive("m1", 100);
        _world.Receive("m2", 200);
        await room.MarkReadAsync();
        Assert.Equal([new ReadMark("room", "m2", 200)], _world.Posted<ReadFrame>()[^1].Marks!);
    }

    [Fact]
    public async Task Marking_as_read_may_name_an_earlier_message()
    {
        var heard = ClientWorld.Record(_world.Client.Messages);
        var room = _world.Conversation();
        _world.Receive("m1", 100);
        _world.Receive("m2", 200);
        _world.Settle();
        await room.MarkReadAsync(heard[0]);
        Assert.Equal([new ReadMark("room", "m1", 100)], _world.Posted<ReadFrame>()[^1].Marks!);
    }

    [Fact]
    public async Task Where_nothing_came_the_whole_conversation_is_marked()
    {
        await _world.Conversation().MarkReadAsync();
        Assert.Equal([new ReadMark("room", null, null)], _world.Posted<ReadFrame>()[^1].Marks!);
    }

    [Fact]
    public async Task Marks_made_without_a_connection_are_sent_with_the_next_login_the_last_of_each_conversation()
    {
        var world = new ClientWorld(isOpen: false);
        var heard = ClientWorld.Record(world.Client.Messages);
        world.Receive("m1", 100);
        world.Receive("m2", 200);
        world.Settle();
        await world.Conversation().MarkReadAsync(heard[0]);
        await world.Conversation().MarkReadAsync(heard[1]);
        await world.Conversation("x").MarkReadAsync();
        Assert.Empty(world.Posted<ReadFrame>());
        world.Core.OnOpened(isReconnect: false);
        Assert.Equal([new ReadMark("room", "m2", 200), new ReadMark("x", null, null)], Assert.Single(world.Posted<ReadFrame>()).Marks!);
        world.Advance(3600);
        world.Reconnect();
        Assert.Single(world.Posted<ReadFrame>());
    }

    [Theory]
    [InlineData(false, 64, true)]
    [InlineData(false, 66, false)]
    [InlineData(true, 64, true)]
    [InlineData(true, 66, false)]
    public async Task A_mark_sent_shortly_before_the_connection_or_its_server_was_lost_is_sent_again(bool isOnServer, int seconds, bool isSentAgain)
    {
        var heard = ClientWorld.Record(_world.Client.Messages);
        _world.Receive("m1", 100);
        _world.Settle();
        await _world.Conversation().MarkReadAsync(heard[0]);
        await _world.Conversation("x").MarkReadAsync();
        _world.Scheduler.AdvanceTo(TimeSpan.FromSeconds(seconds).Ticks);

        if (isOnServer)
            _world.Core.OnPush(new UnreadFrame { MissedSince = 50 });
        else
        {
            _world.Core.OnLost();
            _world.Core.OnOpened(isReconnect: true);
        }
        _world.Settle();
        Assert.Equal(isSentAgain ? ["room/m1", "x/", "room/m1"] : ["room/m1", "x/"], _world.Posted<ReadFrame>().SelectMany(frame => frame.Marks!)
            .Select(mark => $"{mark.ConversationId}/{mark.MessageId}"));
    }

    [Fact]
    public async Task Each_loss_in_turn_is_made_good()
    {
        var room = _world.Conversation();
        _world.Receive("m1", 100);
        await room.MarkReadAsync();
        _world.Reconnect();
        _world.Reconnect();
        Assert.Equal(3, _world.Posted<ReadFrame>().Count);
    }

    [Fact]
    public async Task A_mark_names_a_message_of_its_own_conversation()
    {
        var heard = ClientWorld.Record(_world.Core.Messages);
        _world.Receive("m1", 100, "elsewhere");
        _world.Settle();
        var error = await Assert.ThrowsAsync<ArgumentException>(() => _world.Conversation().MarkReadAsync(heard[0]));
        Assert.Equal("message belongs to conversation elsewhere, not to room. (Parameter 'message')", error.Message);
        await Assert.ThrowsAsync<ArgumentException>(() => _world.Conversation().MarkReadAsync(new TextMessage("not sent")));
    }
}
