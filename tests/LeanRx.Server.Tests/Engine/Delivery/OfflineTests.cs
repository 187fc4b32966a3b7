using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Dialect 1: what was missed comes at login (S38, protocol.md §2.2).</summary>
public class OfflineTests
{
    readonly World _world = new();

    TestDevice LoginJerry() => _world.Login("Jerry", Dialect.OfflineMessages);

    static string[] Bodies(TestDevice device) => [.. device.TakeAll().Cast<DirectFrame>().Select(it => it.Body!)];

    [Fact]
    public void Messages_missed_come_after_the_login_as_offline_messages_in_order()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        tom.Say(conversation, "one");
        var ack = tom.Say(conversation, "two");
        var jerry = _world.Connect(Dialect.OfflineMessages);

        jerry.Open("Jerry");

        Assert.Equal(SessionOperations.Opened, jerry.Take<SessionFrame>().Operation);
        var missed = jerry.TakeAll().Cast<DirectFrame>().ToList();
        Assert.Equal(["one", "two"], missed.Select(it => it.Body!));
        Assert.All(missed, it => Assert.Equal((true, null, "Jerry"), (it.IsOffline, it.HasMore, it.PeerId)));
        Assert.Equal((ack.MessageUid, ack.Timestamp), (missed[1].MessageId, missed[1].Timestamp));
    }

    [Fact]
    public void What_was_acknowledged_does_not_come_again_and_what_was_not_does()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        tom.Say(conversation, "one");
        tom.Say(conversation, "two");
        var jerry = LoginJerry();
        jerry.Acknowledge(jerry.Take<DirectFrame>());
        jerry.Drop();

        Assert.Equal(["two"], Bodies(LoginJerry()));
    }

    [Fact]
    public void Where_none_are_to_be_replayed_all_are_left_to_history()
    {
        var world = new World(new ServerOptions { Limits = new ServerLimits { MaxOfflineMessages = 0 } });
        var tom = world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        tom.Say(conversation, "one");

        var jerry = world.Login("Jerry", Dialect.OfflineMessages);
        jerry.AssertQuiet();
        tom.Say(conversation, "two");
        jerry.Acknowledge(jerry.Take<DirectFrame>());
        jerry.Drop();

        world.Login("Jerry", Dialect.OfflineMessages).AssertQuiet();
        Assert.Equal(["one", "two"], world.Login("Jerry").History(conversation).Select(item => item.Data!));
    }

    [Fact] // Law 8: no hole.
    public void A_message_before_an_acknowledged_one_still_comes_again()
    {
        var tom = _world.Login("Tom");
        var jerry = LoginJerry();
        var conversation = tom.Start(["Jerry"], jerry);
        foreach (var text in (string[])["one", "two", "three", "four"])
            tom.Say(conversation, text);
        var live = jerry.TakeAll().Cast<DirectFrame>().ToList();

        jerry.Acknowledge(live[0]);
        jerry.Acknowledge(live[2]);
        jerry.Drop();

        var again = LoginJerry();
        Assert.Equal(["two", "four"], Bodies(again));
        again.Acknowledge(live[1]);
        again.Drop();
        Assert.Equal(["four"], Bodies(LoginJerry()));
    }

    [Fact] // Protocol §4.10.4: ranges.
    public void A_range_acknowledges_every_message_in_it()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        var times = new List<long>();
        for (var number = 0; number < 5; number++)
        {
            times.Add(tom.Say(conversation, $"{number}").Timestamp!.Value);
            _world.Pass(TimeSpan.FromSeconds(1));
        }
        var jerry = LoginJerry();
        jerry.TakeAll();

        jerry.Send(new AckFrame { ConversationId = conversation, FromTimestamp = times[0], ToTimestamp = times[1] });
        jerry.Send(new AckFrame { ConversationId = conversation, FromTimestamp = times[3], ToTimestamp = times[3] });
        jerry.Drop();

        Assert.Equal(["2", "4"], Bodies(LoginJerry()));
    }

    [Theory] // S38, S169
    [InlineData(20, 20, false)]
    [InlineData(21, 20, true)]
    [InlineData(150, 20, true)]
    [Trait("Row", "S38")]
    [Trait("Row", "S169")]
    public void At_most_the_newest_20_of_a_conversation_come_and_the_oldest_of_them_tells_of_more(int sent, int replayed, bool hasMore)
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        for (var number = 0; number < sent; number++)
            tom.Say(conversation, $"{number}");

        var jerry = LoginJerry();
        var missed = jerry.TakeAll().Cast<DirectFrame>().ToList();

        Assert.Equal(Enumerable.Range(sent - replayed, replayed).Select(number => $"{number}"), missed.Select(it => it.Body!));
        Assert.Equal(hasMore ? true : null, missed[0].HasMore);
        Assert.All(missed.Skip(1), it => Assert.Null(it.HasMore));
        foreach (var message in missed)
            jerry.Acknowledge(message);
        jerry.Drop();
        LoginJerry().AssertQuiet();
    }

    [Fact] // Protocol §7.1
    public void At_most_50_conversations_come_the_latest_ones()
    {
        var tom = _world.Login("Tom");
        for (var number = 0; number < 55; number++)
        {
            tom.Say(tom.Start(["Jerry"]), $"{number}");
            _world.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(Enumerable.Range(5, 50).Select(number => $"{number}").Order(), Bodies(LoginJerry()).Order());
    }

    [Fact]
    public void Ones_own_messages_do_not_come_back()
    {
        var (tom, jerry) = (_world.Login("Tom", Dialect.OfflineMessages), LoginJerry());
        var conversation = tom.Start(["Jerry"], jerry);
        for (var number = 0; number < 120; number++)
            tom.Say(conversation, "mine");
        jerry.Say(conversation, "yours");
        tom.Drop();

        Assert.Equal(["yours"], Bodies(_world.Login("Tom", Dialect.OfflineMessages)));
    }

    [Fact]
    public void Who_joined_later_does_not_get_what_was_said_before()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        tom.Say(conversation, "before");
        tom.Do(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = conversation, Members = ["Mary"] });
        tom.TakeAll();
        tom.Say(conversation, "after");

        Assert.Equal(["after"], Bodies(_world.Login("Mary", Dialect.OfflineMessages)));
    }

    [Fact]
    public void Who_was_kicked_gets_nothing_of_the_conversation_any_more()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        tom.Say(conversation, "one");
        tom.Do(new ConversationFrame { Operation = ConversationOperations.Remove, ConversationId = conversation, Members = ["Jerry"] });

        LoginJerry().AssertQuiet();
    }

    [Fact] // Cursors are saved lazily, and all of them at an orderly end.
    public async Task After_a_restart_only_what_was_not_acknowledged_comes()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        tom.Say(conversation, "one");
        tom.Say(conversation, "two");
        var jerry = LoginJerry();
        foreach (var message in jerry.TakeAll().Cast<DirectFrame>())
            jerry.Acknowledge(message);
        tom.Say(conversation, "three");
        await _world.DisposeAsync();
        var next = new World(store: _world.Store);
        next.Login("Tom").Say(conversation, "four");

        Assert.Equal(["three", "four"], Bodies(next.Login("Jerry", Dialect.OfflineMessages)));
    }

    [Fact]
    public void Cursors_reach_the_store_a_second_after_they_moved()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        _world.Pass(TimeSpan.FromMinutes(1));
        var sent = tom.Say(conversation, "one").Timestamp;
        var jerry = LoginJerry();
        jerry.Acknowledge(jerry.Take<DirectFrame>());
        MemberCursor Stored() => _world.Store.Cursors.FindByClientAsync("demo", "Jerry").AsTask().GetAwaiter().GetResult()[0];
        Assert.True(Stored().DeliveredTo < sent);

        _world.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(sent, Stored().DeliveredTo);
    }

    [Fact] // A message of the millisecond that a stored cursor covers would be lost to it.
    public void A_message_sent_in_the_millisecond_of_a_saved_cursor_is_not_lost_by_a_crash()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        tom.Say(conversation, "one");
        var jerry = LoginJerry();
        jerry.Acknowledge(jerry.Take<DirectFrame>());
        _world.Pass(TimeSpan.FromSeconds(1));
        var late = new World(store: _world.Store);

        late.Login("Tom").Say(conversation, "two");

        Assert.Equal(["two"], Bodies(new World(store: _world.Store).Login("Jerry", Dialect.OfflineMessages)));
    }

    [Fact]
    public void A_message_that_is_never_acknowledged_holds_the_others_back_for_a_thousand_messages_only()
    {
        var tom = _world.Login("Tom");
        var jerry = LoginJerry();
        var conversation = tom.Start(["Jerry"], jerry);
        tom.Say(conversation, "missing");
        jerry.TakeAll();

        for (var number = 0; number <= 1000; number++)
        {
            tom.Say(conversation, $"{number}");
            jerry.Acknowledge(jerry.Take<DirectFrame>());
            if (number == 999)
                Assert.Equal(_world.Now,
                    tom.Do(new ConversationFrame { Operation = ConversationOperations.MaxRead, ConversationId = conversation }).MaxAckTimestamp);
            if (number is 999 or 1000)
            {
                var beside = LoginJerry();
                Assert.Equal(number == 999 ? ["missing"] : [], Bodies(beside));
                beside.Drop();
            }
        }
    }
}
