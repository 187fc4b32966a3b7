using LeanRx.Conversations.Internal;

namespace LeanRx.Tests.Messages;

/// <summary>What was missed while the connection was gone is fetched and delivered in its place (law 8).</summary>
public partial class CatchUpTests
{
    readonly ClientWorld _world = new();
    readonly List<Message> _heard;

    public CatchUpTests() => _heard = ClientWorld.Record(_world.Core.Messages);

    IEnumerable<string> Ids => _heard.Select(message => message.Id);

    static LogItem Item(string id, long timestamp, string from = "jerry") =>
        new() { MessageId = id, From = from, Timestamp = timestamp, Data = "{\"_lctype\":-1,\"_lctext\":\"" + id + "\"}" };

    static UnreadFrame Unread(string conversationId, int count, string lastId, long timestamp) => new()
    {
        Conversations = [new UnreadConversation { ConversationId = conversationId, Unread = count, MessageId = lastId, Timestamp = timestamp, From = "jerry",
            Data = "x" }],
    };

    /// <summary>Hears <c>m1</c>, is away, and is told on its return what is unread since.</summary>
    void Miss(int count = 1, string lastId = "m2", long timestamp = 200)
    {
        _world.Receive("m1", 100);
        _world.Reconnect();
        _world.Core.OnPush(Unread("room", count, lastId, timestamp));
    }

    /// <summary>Answers the last look into history.</summary>
    void Answer(params LogItem[] items) => _world.Asked<LogsFrame>().SetResult(new LogsFrame { Items = items });

    void AssertHeard(params string[] ids)
    {
        _world.Settle();
        Assert.Equal(ids, Ids);
    }

    [Fact]
    public void After_a_reconnect_what_the_server_calls_unread_is_fetched_from_the_last_message_seen()
    {
        Miss(3, "m3", 300);
        var asked = Assert.Single(_world.Commands<LogsFrame>());
        Assert.Equal(("room", LogsDirections.Newer, 100L, "m1", 1000), (asked.ConversationId, asked.Direction, asked.Timestamp, asked.MessageId, asked.Limit));
        Answer(Item("m2", 200), Item("m3", 300));
        AssertHeard("m1", "m2", "m3");
    }

    [Fact]
    public void Live_messages_wait_until_the_missed_ones_were_delivered()
    {
        Miss(3, "m3", 300);
        _world.Receive("m4", 400);
        AssertHeard("m1");
        Answer(Item("m2", 200), Item("m3", 300), Item("m4", 400));
        _world.Receive("m5", 500);
        AssertHeard("m1", "m2", "m3", "m4", "m5");
    }

    [Fact]
    public void Other_conversations_do_not_wait()
    {
        Miss();
        _world.Receive("x1", 300, "elsewhere");
        AssertHeard("m1", "x1");
    }

    [Fact]
    public void What_is_fetched_is_confirmed_as_a_range()
    {
        _world.Receive("m1", 100);
        _world.Settle();
        _world.Reconnect();
        _world.Core.OnPush(Unread("room", 2, "m3", 300));
        Answer(Item("m2", 200), Item("m3", 300));
        _world.Settle();
        var ack = _world.Posted<AckFrame>()[^1];
        Assert.Equal((200L, 300L), (ack.FromTimestamp, ack.ToTimestamp));
    }

    [Fact]
    public void A_message_that_comes_before_the_server_reported_waits_for_a_look_into_history()
    {
        _world.Receive("m1", 100);
        _world.Reconnect();
        _world.Receive("m3", 300);
        AssertHeard("m1");
        Answer(Item("m2", 200), Item("m3", 300));
        AssertHeard("m1", "m2", "m3");
    }

    [Fact]
    public void Nothing_is_fetched_where_the_server_reports_nothing_new()
    {
        _world.Receive("m1", 100);
        _world.Receive("x1", 100, "elsewhere");
        _world.Reconnect();
        _world.Core.OnPush(Unread("room", 1, "m1", 100));
        _world.Receive("m2", 200);
        _world.Receive("x2", 200, "elsewhere");
        _world.Settle();
        Assert.Empty(_world.Commands<LogsFrame>());
        Assert.Equal(["m1", "x1", "m2", "x2"], Ids);
    }

    [Fact]
    public void What_was_unread_before_the_first_login_is_history_and_is_not_fetched()
    {
        _world.Core.OnPush(Unread("room", 5, "old", 100));
        Assert.Empty(_world.Commands<LogsFrame>());
        _world.Reconnect();
        _world.Core.OnPush(Unread("room", 6, "new", 200));
        var asked = Assert.Single(_world.Commands<LogsFrame>());
        Assert.Equal((100L, "old"), (asked.Timestamp, asked.MessageId));
    }

    [Fact]
    public void Of_a_conversation_never_heard_of_the_unread_messages_are_fetched_up_to_the_one_that_the_server_named()
    {
        _world.Reconnect();
        _world.Core.OnPush(Unread("new", 2, "n2", 200));
        var asked = Assert.Single(_world.Commands<LogsFrame>());
        Assert.Equal((null, 200L, "n2", true, 2), (asked.Direction, asked.Timestamp, asked.MessageId, asked.IsStartIncluded, asked.Limit));
        Answer(Item("n1", 100), Item("n2", 200));
        AssertHeard("n1", "n2");
    }

    [Fact]
    public void Own_messages_of_other_devices_among_them_do_not_count_as_unread()
    {
        _world.Reconnect();
        _world.Core.OnPush(Unread("new", 2, "n3", 300));
        Answer(Item("n2", 200, "tom"), Item("n3", 300));
        var asked = _world.Commands<LogsFrame>()[^1];
        Assert.Equal((null, 200L, "n2", null, 1), (asked.Direction, asked.Timestamp, asked.MessageId, asked.IsStartIncluded, asked.Limit));
        Answer(Item("n1", 100));
        AssertHeard("n1", "n2", "n3");
    }

    [Fact]
    public void As_many_as_a_server_counts_may_be_more_and_where_it_does_not_tell_its_time_a_fault_says_so()
    {
        _world.Reconnect();
        _world.Core.OnPush(Unread("new", 100, "n150", 150));
        Answer([.. Enumerable.Range(51, 100).Select(number => Item($"n{number}", number))]);
        _world.Advance(1);
        Assert.Equal(Enumerable.Range(51, 100).Select(number => $"n{number}"), Ids);
        Assert.Equal(FaultKind.Gap, Assert.Single(_world.Faults).Kind);
    }

    [Fact]
    public void Its_first_live_message_does_not_hide_what_was_missed_before_it()
    {
        _world.Reconnect();
        _world.Receive("n2", 200, "new");
        _world.Core.OnPush(Unread("new", 2, "n2", 200));
        Answer(Item("n1", 100), Item("n2", 200));
        _world.Settle();
        Assert.Equal(["n1", "n2"], Ids.Order());
    }

    [Fact]
    public void Full_pages_are_followed_until_one_is_not_full()
    {
        _world.Receive("m0", 0);
        _world.Reconnect();
        _world.Core.OnPush(Unread("room", 100, "m150", 150));
        Answer([.. Enumerable.Range(1, 100).Select(number => Item($"m{number}", number))]);
        Assert.Equal((100L, "m100"), (_world.Commands<LogsFrame>()[^1].Timestamp, _world.Commands<LogsFrame>()[^1].MessageId));
        Answer([.. Enumerable.Range(101, 50).Select(number => Item($"m{number}", number))]);
        _world.Settle();
        Assert.Equal(Enumerable.Range(0, 151).Select(number => $"m{number}"), Ids);
        Assert.Equal(2, _world.Commands<LogsFrame>().Count);
    }

    [Fact]
    public void More_live_messages_than_may_wait_are_fetched_with_the_rest()
    {
        _world.Receive("m0", 0);
        _world.Reconnect();
        _world.Core.OnPush(Unread("room", 1, "m1", 1));
        for (var number = 2; number <= CatchUp.MaxParked + 5; number++)
            _world.Receive($"m{number}", number);
        Answer(Item("m1", 1));
        Assert.Equal(2, _world.Commands<LogsFrame>().Count);
        Answer([.. Enumerable.Range(2, 1000).Select(number => Item($"m{number}", number))]);
        Answer([.. Enumerable.Range(1002, 28).Select(number => Item($"m{number}", number))]);
        _world.Advance(1);
        Assert.Equal(Enumerable.Range(0, CatchUp.MaxParked + 6).Select(number => $"m{number}"), Ids);
    }

    [Fact]
    public void When_nothing_can_be_fetched_the_live_messages_go_on_and_a_fault_names_the_conversation()
    {
        Miss();
        _world.Receive("m3", 300);
        _world.Asked<LogsFrame>().SetException(new ServerRejectedException(ErrorCodes.ConversationLogRejected, null));
        _world.Receive("m4", 400);
        AssertHeard("m1", "m3", "m4");
        var fault = Assert.Single(_world.Faults);
        Assert.Equal(FaultKind.Gap, fault.Kind);
        Assert.Contains("room", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Chat_rooms_promise_nothing_to_those_who_were_away() // S89
    {
        _world.Core.OnPush(ClientWorld.Direct("m1", 100, "hall") with { ConversationType = 2 });
        _world.Reconnect();
        _world.Core.OnPush(ClientWorld.Direct("m2", 200, "hall") with { ConversationType = 2 });
        AssertHeard("m1", "m2");
        Assert.Empty(_world.Commands<LogsFrame>());
    }
}
