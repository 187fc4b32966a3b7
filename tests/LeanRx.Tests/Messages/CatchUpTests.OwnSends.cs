using LeanRx.Conversations.Internal;

namespace LeanRx.Tests.Messages;

public partial class CatchUpTests
{
    [Fact]
    public async Task What_this_client_sent_itself_is_not_fetched_as_news()
    {
        _world.Receive("m1", 100);
        _world.Session.Answer = frame => frame is DirectFrame ? new AckFrame { MessageUid = "own", Timestamp = 150 } : null;
        await _world.Conversation().SendAsync("hello");
        _world.Reconnect();
        _world.Core.OnPush(Unread("room", 1, "m2", 200));
        Answer(Item("own", 150, "tom"), Item("m2", 200));
        AssertHeard("m1", "m2");
    }

    [Fact]
    public async Task A_send_whose_answer_was_lost_is_not_heard_as_a_message_from_another_device()
    {
        _world.Receive("m1", 100);
        var sent = _world.Conversation().SendAsync("hello");
        _world.Reconnect();
        _world.Core.OnPush(Unread("room", 1, "m2", 200));
        Answer(Item("own", 150, "tom"), Item("other", 160, "tom"), Item("m2", 200));
        _world.Receive("m3", 300);
        AssertHeard("m1");
        _world.Asked<DirectFrame>().SetResult(new AckFrame { MessageUid = "own", Timestamp = 150 });
        Assert.Equal("own", (await sent).MessageId);
        AssertHeard("m1", "other", "m2", "m3");
    }

    [Fact]
    public async Task Nor_when_the_server_delivers_it_to_the_new_connection()
    {
        _world.Reconnect();
        var sent = _world.Conversation().SendAsync("hello");
        _world.Receive("own", 150, from: "tom");
        _world.Receive("m2", 200);
        _world.Settle();
        Assert.Empty(Ids);
        _world.Asked<DirectFrame>().SetResult(new AckFrame { MessageUid = "own", Timestamp = 150 });
        await sent;
        AssertHeard("m2");
    }

    [Fact]
    public async Task Nor_when_a_server_tells_it_again_on_the_first_connection()
    {
        var sent = _world.Conversation().SendAsync("hello");
        _world.Core.OnPush(ClientWorld.Direct("own", 150, from: "tom") with { DeduplicationToken = "t" });
        _world.Receive("m2", 200);
        _world.Settle();
        Assert.Empty(Ids);
        _world.Asked<DirectFrame>().SetResult(new AckFrame { MessageUid = "own", Timestamp = 150 });
        await sent;
        AssertHeard("m2");
    }

    [Fact]
    public async Task What_the_server_reports_while_they_wait_is_fetched_after_the_answer()
    {
        _world.Receive("m1", 100);
        _world.Reconnect();
        _world.Core.OnPush(new UnreadFrame());
        var sent = _world.Conversation().SendAsync("hello");
        _world.Receive("own", 300, from: "tom");
        _world.Core.OnPush(Unread("room", 1, "m2", 200));
        Assert.Empty(_world.Commands<LogsFrame>());
        _world.Asked<DirectFrame>().SetResult(new AckFrame { MessageUid = "own", Timestamp = 300 });
        await sent;
        var asked = Assert.Single(_world.Commands<LogsFrame>());
        Assert.Equal((100L, "m1"), (asked.Timestamp, asked.MessageId));
        Answer(Item("m2", 200), Item("own", 300, "tom"));
        AssertHeard("m1", "m2");
    }

    [Fact]
    public async Task A_send_that_fails_lets_them_go_on()
    {
        _world.Reconnect();
        var sent = _world.Conversation().SendAsync("hello");
        _world.Receive("own", 150, from: "tom");
        _world.Asked<DirectFrame>().SetException(new CommandTimeoutException("no answer"));
        await Assert.ThrowsAsync<CommandTimeoutException>(() => sent);
        AssertHeard("own");
    }
}
