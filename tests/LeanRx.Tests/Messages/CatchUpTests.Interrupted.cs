using LeanRx.Conversations.Internal;

namespace LeanRx.Tests.Messages;

public partial class CatchUpTests
{
    [Fact]
    public void A_second_drop_during_the_fetch_leaves_no_hole()
    {
        Miss();
        _world.Receive("m3", 300);
        _world.Reconnect();
        _world.Receive("m5", 500);
        Answer(Item("m2", 200), Item("m3", 300));
        Assert.Equal("m3", _world.Commands<LogsFrame>()[^1].MessageId);
        Answer(Item("m4", 400), Item("m5", 500));
        AssertHeard("m1", "m2", "m3", "m4", "m5");
    }

    [Fact]
    public void A_client_closed_in_the_middle_fetches_all_of_it_when_it_is_opened_again()
    {
        Miss();
        _world.Receive("m3", 300);
        _world.Asked<LogsFrame>().SetException(new ClientClosedException("closed"));
        _world.Core.OnLost();
        _world.Core.OnOpened(isReconnect: false);
        _world.Core.OnPush(Unread("room", 2, "m3", 300));
        Assert.Equal("m1", _world.Commands<LogsFrame>()[^1].MessageId);
        Answer(Item("m2", 200), Item("m3", 300));
        AssertHeard("m1", "m2", "m3");
        Assert.Empty(_world.Faults);
    }

    [Fact]
    public void A_second_drop_that_outlasts_the_fetch_leaves_no_hole()
    {
        Miss();
        _world.Receive("m3", 300);
        _world.Core.OnLost();
        _world.Asked<LogsFrame>().SetException(new ConnectionLostException("no connection lasted"));
        _world.Core.OnOpened(isReconnect: true);
        Assert.Equal("m1", _world.Commands<LogsFrame>()[^1].MessageId);
        _world.Receive("m4", 400);
        Answer(Item("m2", 200), Item("m3", 300));
        AssertHeard("m1", "m2", "m3", "m4");
        Assert.Empty(_world.Faults);
    }

    [Fact]
    public void A_fetch_whose_end_is_told_only_after_the_connection_is_back_goes_on()
    {
        Miss();
        var first = _world.Asked<LogsFrame>();
        _world.Reconnect();
        _world.Receive("m3", 300);
        first.SetException(new ConnectionLostException("no connection lasted"));
        Assert.NotSame(first, _world.Asked<LogsFrame>());
        Assert.Equal("m1", _world.Commands<LogsFrame>()[^1].MessageId);
        Answer(Item("m2", 200));
        AssertHeard("m1", "m2", "m3");
        Assert.Empty(_world.Faults);
    }

    [Fact]
    public void A_count_that_is_told_anew_while_older_messages_are_fetched_is_what_is_fetched()
    {
        _world.Reconnect();
        _world.Core.OnPush(Unread("room", 1, "m2", 200));
        _world.Reconnect();
        _world.Core.OnPush(Unread("room", 2, "m3", 300));
        Answer(Item("m2", 200));
        Assert.Equal(("m3", 2), (_world.Commands<LogsFrame>()[^1].MessageId, _world.Commands<LogsFrame>()[^1].Limit));
        Answer(Item("m2", 200), Item("m3", 300));
        AssertHeard("m2", "m3");
    }

    [Fact]
    public void What_was_missed_is_asked_for_again_when_the_connection_drops_meanwhile()
    {
        Miss();
        Assert.True(_world.Asked<LogsFrame>().IsRepeatable);
    }
}
