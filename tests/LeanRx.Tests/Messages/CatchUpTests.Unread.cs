namespace LeanRx.Tests.Messages;

/// <content>What the server says is unread while the connection lives, and what was heard before it said so.</content>
public partial class CatchUpTests
{
    [Fact]
    public void What_is_unread_before_the_first_login_is_history()
    {
        var world = new ClientWorld(serverTime: 1000);
        world.Core.OnPush(Unread("room", 3, "m9", 900));
        Assert.Empty(world.Commands<LogsFrame>());
    }

    [Fact]
    public void A_message_that_came_after_the_first_login_and_is_only_told_as_unread_is_fetched()
    {
        var world = new ClientWorld(serverTime: 1000);
        var heard = ClientWorld.Record(world.Core.Messages);
        world.Receive("m1", 1100);
        world.Core.OnPush(Unread("room", 2, "m2", 1200));
        Assert.Equal(1100, world.Commands<LogsFrame>().Single().Timestamp);
        world.Asked<LogsFrame>().SetResult(new LogsFrame { Items = [Item("m2", 1200)] });
        world.Settle();

        Assert.Equal(["m1", "m2"], heard.Select(static message => message.Id));
        Assert.Equal(2, world.Conversation().UnreadCount);
    }

    [Fact]
    public void What_was_found_in_the_history_before_the_server_told_what_is_unread_counts_once()
    {
        Miss();
        Answer(Item("m2", 200), Item("m3", 300));
        _world.Core.OnPush(Unread("room", 2, "m2", 200));
        _world.Receive("m3", 300);

        AssertHeard("m1", "m2", "m3");
        Assert.Equal(3, _world.Conversation().UnreadCount);
    }

    [Fact]
    public void A_message_that_the_server_had_not_counted_counts_no_longer_when_it_is_recalled()
    {
        _world.Receive("m1", 100);
        _world.Receive("m2", 200);
        _world.Core.OnPush(Unread("room", 1, "m1", 100));
        Assert.Equal(2, _world.Conversation().UnreadCount);
        _world.Core.OnPush(new PatchFrame
        {
            Operation = PatchOperations.Modify,
            Patches = [new PatchItem { ConversationId = "room", MessageId = "m2", Timestamp = 200, PatchTimestamp = 250, IsRecall = true, From = "jerry" }],
        });

        Assert.Equal(1, _world.Conversation().UnreadCount);
    }
}
