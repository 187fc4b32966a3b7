using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests.Cluster;

/// <content>An owner that was separated from the others has stored what it could tell nobody.</content>
public partial class ClusterTests
{
    const SessionCapabilities Recognizing = SessionCapabilities.UnreadCounts;

    [Fact]
    public void What_a_separated_owner_stored_is_told_before_what_its_successor_takes_to_those_who_know_what_they_heard()
    {
        var (tom, jerry, mary) = (Login("Tom", 1), Login("Jerry", 0, Recognizing), Login("Mary", 2));
        var conversation = StartAt(tom, node: 1, "Jerry", "Mary");
        Say(tom, conversation, "heard");
        jerry.TakeAll();
        mary.TakeAll();
        _world.Cluster!.Disconnect("2");
        Say(tom, conversation, "untold");
        Pass(500);
        Say(mary, conversation, "newer");

        var heard = jerry.TakeAll().OfType<DirectFrame>().ToList();
        Assert.Equal(["heard", "untold", "newer"], heard.Select(static message => message.Body));
        Assert.Equal([true, true, false], heard.Select(static message => message.DeduplicationToken is not null));
        Assert.Empty(mary.TakeAll().OfType<DirectFrame>());
    }

    [Fact]
    public void What_the_lost_home_of_a_client_had_not_brought_to_it_is_told_by_the_owner_before_anything_newer()
    {
        _world.Cluster!.SetLatency("3", "2", TimeSpan.FromMilliseconds(1));
        var (tom, jerry) = (Login("Tom", 1), Login("Jerry", 0, Recognizing));
        var conversation = StartAt(tom, node: 1, "Jerry");
        _world.Move("Jerry", "3");
        Say(tom, conversation, "heard");
        jerry.TakeAll();
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "between the nodes" });
        Pass(15);
        _world.Cluster.Disconnect("3");
        Say(tom, conversation, "newer");
        Pass(600);

        Assert.Equal(["between the nodes", "newer"], jerry.TakeAll().OfType<DirectFrame>().Select(static message => message.Body));
    }

    [Fact]
    public void What_was_brought_to_a_home_that_is_lost_comes_before_what_waits_for_the_next_home()
    {
        var (tom, jerry) = (Login("Tom", 1), Login("Jerry", 0, Recognizing));
        var conversation = StartAt(tom, node: 1, "Jerry");
        _world.Move("Jerry", "3");
        Pass(1000);
        jerry.TakeAll();
        _world.Cluster!.SetViewDelay("2", TimeSpan.FromSeconds(5));
        _world.Cluster.Disconnect("3");
        Say(tom, conversation, "brought to the lost home");
        Pass(600);
        _world.Move("Jerry", "2");
        Say(tom, conversation, "waits for the next home");
        Say(tom, conversation, "waits too");
        Pass(6000);
        Say(tom, conversation, "later");

        Assert.Equal(["brought to the lost home", "waits for the next home", "waits too", "later"],
            jerry.TakeAll().OfType<DirectFrame>().Select(static message => message.Body));
    }

    [Fact]
    public void What_is_on_its_way_to_a_home_that_moves_to_whoever_brought_it_arrives_and_before_what_is_newer()
    {
        var (tom, jerry) = (Login("Tom", 1), Login("Jerry", 0, Recognizing));
        var conversation = StartAt(tom, node: 1, "Jerry");
        _world.Move("Jerry", "3");
        Pass(1000);
        jerry.TakeAll();
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "on its way" });
        Pass(5);
        _world.Move("Jerry", "2");
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "newer" });
        Pass(1000);

        Assert.Equal(["on its way", "newer"], jerry.TakeAll().OfType<DirectFrame>().Select(static message => message.Body));
    }

    [Fact]
    public void What_an_owner_stored_that_let_go_in_good_order_is_not_told_again()
    {
        var (tom, jerry) = (Login("Tom", 1), Login("Jerry", 0, Recognizing));
        var conversation = StartAt(tom, node: 1, "Jerry");
        Say(tom, conversation, "heard");
        jerry.TakeAll();
        _world.Move(conversation, "3");
        Say(tom, conversation, "newer");

        Assert.Equal("newer", jerry.Take<DirectFrame>().Body);
        jerry.AssertQuiet();
    }

    [Fact]
    public void Of_messages_of_one_millisecond_the_next_owner_knows_which_are_read()
    {
        var (tom, jerry) = (Login("Tom", 1), Login("Jerry", 0, Recognizing));
        var conversation = StartAt(tom, node: 1, "Jerry");
        foreach (var text in new[] { "read", "unread" })
            tom.Send(new DirectFrame { ConversationId = conversation, Body = text });
        Pass(100);
        var heard = jerry.TakeAll().OfType<DirectFrame>().ToList();
        Assert.Equal(heard[0].Timestamp, heard[1].Timestamp);
        jerry.Send(new ReadFrame { Marks = [new ReadMark(conversation, heard[0].MessageId, heard[0].Timestamp)] });
        Pass(100);
        _world.Move(conversation, "3");
        var phone = _world.Connect(2);
        phone.Open("Jerry", capabilities: Recognizing);
        Pass(200);

        var unread = phone.TakeAll().OfType<UnreadFrame>().SelectMany(static frame => frame.Conversations).Single();
        Assert.Equal((1, "unread"), (unread.Unread, unread.Data));
    }

    [Fact]
    public void What_was_said_before_a_client_came_in_is_not_told_to_it_when_the_owner_is_lost()
    {
        var (tom, jerry) = (Login("Tom", 0), Login("Jerry", 1, Recognizing));
        var conversation = StartAt(tom, node: 2);
        Say(tom, conversation, "before");
        tom.Send(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = conversation, Members = ["Jerry"] });
        Pass(100);
        jerry.TakeAll();
        _world.Cluster!.Kill("3");
        Pass(500);
        Say(tom, conversation, "after");

        Assert.Equal("after", Assert.Single(jerry.TakeAll().OfType<DirectFrame>()).Body);
    }

    [Fact]
    public void Who_can_fetch_what_was_pushed_hears_since_when_something_may_be_missing()
    {
        var (tom, jerry) = (Login("Tom", 0), Login("Jerry", 0, Recognizing));
        _world.Cluster!.Kill("3");
        Pass(1499);
        jerry.AssertQuiet();
        Pass(1);

        Assert.Equal(_world.Now - 60_000, jerry.Take<UnreadFrame>().MissedSince);
        Assert.DoesNotContain(tom.TakeAll().OfType<UnreadFrame>(), static frame => frame.MissedSince is not null);
    }

    [Fact]
    public void What_was_said_after_a_message_that_is_still_to_be_delivered_is_not_counted_as_unread()
    {
        var tom = Login("Tom", 1);
        var conversation = StartAt(tom, node: 1, "Jerry");
        _world.Move("Jerry", "3");
        Say(tom, conversation, "before");
        var jerry = _world.Connect(0);
        jerry.Open("Jerry");
        Pass(5);
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "arrives before it is counted" });
        Pass(40);
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "arrives after it is counted" });
        Pass(100);

        var frames = jerry.TakeAll();
        var unread = frames.OfType<UnreadFrame>().SelectMany(static frame => frame.Conversations).Single();
        Assert.Equal((1, "before"), (unread.Unread, unread.Data));
        Assert.Equal(["arrives before it is counted", "arrives after it is counted"], frames.OfType<DirectFrame>().Select(static message => message.Body));
    }

    void Say(TestDevice device, string conversation, string text)
    {
        device.Send(new DirectFrame { ConversationId = conversation, Body = text });
        Pass(100);
    }
}
