using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;
using LeanRx.Testing;

namespace LeanRx.Server.Tests.Cluster;

/// <content>A node is killed, separated from the others, or they hear late of it.</content>
public partial class ClusterTests
{
    [Fact]
    public void Sends_of_one_client_keep_their_order_though_the_owner_is_killed_amid_them()
    {
        var (tom, jerry) = (Login("Tom", 0), Login("Jerry", 1));
        var conversation = StartAt(tom, node: 2, "Jerry");
        Pass(1000);
        jerry.TakeAll();
        tom.TakeAll();
        for (var number = 0; number < 20; number++)
        {
            tom.Send(new DirectFrame { ConversationId = conversation, Body = $"{number}" });
            Pass(3);
            if (number == 10)
                _world.Cluster!.Kill("3");
        }
        Pass(2000);

        Assert.Equal(20, tom.TakeAll().OfType<AckFrame>().Select(static ack => ack.MessageUid).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 20).Select(static number => $"{number}"), History(jerry, conversation));
    }

    [Fact]
    public void A_home_that_is_killed_is_rebuilt_from_those_who_are_connected()
    {
        var (tom, jerry) = (Login("Tom", 0), Login("Jerry", 1));
        var conversation = StartAt(tom, node: 0, "Jerry");
        _world.Move("Jerry", "3");
        Pass(1000);
        jerry.TakeAll();
        _world.Cluster!.Kill("3");
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "to the dead" });
        Pass(600);
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "to the living" });
        Pass(200);

        Assert.Equal(["to the dead", "to the living"], jerry.TakeAll().OfType<DirectFrame>().Select(static message => message.Body));
        Assert.Equal(["to the dead", "to the living"], History(jerry, conversation));
    }

    [Fact]
    public void Who_logs_in_while_others_are_told_again_what_is_unread_hears_first_that_it_is_in()
    {
        var tom = Login("Tom", 0);
        var conversation = Start(tom, "Jerry");
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "hi" });
        _world.Move("Jerry", "3");
        Pass(100);
        _world.Cluster!.Kill("2");
        Pass(1200);
        _world.Cluster.Kill("3");
        Pass(100);

        var jerry = _world.Connect(0);
        jerry.Open("Jerry");
        Pass(1000);

        Assert.Equal([Commands.Session, "unread"], jerry.TakeAll().Select(static frame => frame.Command).Take(2));
    }

    [Fact]
    public void What_is_said_while_clients_are_told_again_what_is_unread_counts_once()
    {
        var (tom, jerry) = (Login("Tom", 0), Login("Jerry", 1));
        var older = StartAt(tom, node: 1, "Jerry");
        var newer = StartAt(tom, node: 1, "Jerry");
        foreach (var conversation in new[] { older, newer })
            jerry.Send(new DirectFrame { ConversationId = conversation, Body = "before" });
        Pass(100);
        tom.TakeAll();
        _world.Cluster!.Kill("3");
        Pass(1450);
        for (var number = 0; number < 40; number++)
        {
            jerry.Send(new DirectFrame { ConversationId = newer, Body = $"{number}" });
            Pass(5);
        }
        Pass(1000);

        var heard = tom.TakeAll();
        var (at, told) = Assert.Single(heard.Index(), static item => item.Item is UnreadFrame);
        var counted = ((UnreadFrame)told).Conversations!.Single(item => item.ConversationId == newer).Unread;
        Assert.Equal(41, counted + heard.Skip(at).OfType<DirectFrame>().Count());
    }

    [Fact]
    public async Task What_a_node_stored_and_told_nobody_before_it_was_lost_every_other_knows()
    {
        var token = TestContext.Current.CancellationToken;
        _world.Connect(0).Open("Tom");
        Pass(100);
        var created = _world.Engines[1].Applications["demo"].Conversations.CreateAsync(new NewConversation { Kind = ConversationKind.Service }, token);
        Pass(100);
        var service = (await created).Id;
        _world.Move(service, "2");
        Pass(100);
        _world.Cluster!.Kill("2");
        var sent = _world.Engines[1].Applications["demo"].Messages.BroadcastAsync(service, new SystemMessage("admin", "to all"), token);
        Pass(1000);
        await sent;

        var jerry = _world.Connect(0);
        jerry.Open("Jerry");
        Pass(200);

        Assert.Equal("to all", Assert.Single(jerry.TakeAll().OfType<UnreadFrame>().Single().Conversations!).Data);
    }

    [Fact]
    public void An_owner_that_others_have_given_up_stores_nothing_and_acknowledges_nothing()
    {
        var (tom, jerry) = (Login("Tom", 1), Login("Jerry", 0));
        var conversation = StartAt(tom, node: 1, "Jerry");
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "before" });
        Pass(100);
        Assert.Equal("before", jerry.TakeAll().OfType<DirectFrame>().Single().Body);
        tom.TakeAll();
        _world.Cluster!.Disconnect("2");
        Pass(400);
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "while it is the owner" });
        Pass(200);
        Assert.NotNull(tom.Take<AckFrame>().MessageUid);
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "when it is no longer" });
        jerry.Send(new DirectFrame { ConversationId = conversation, Body = "from the others" });
        Pass(2000);

        tom.AssertQuiet();
        Assert.False(_world.Cluster.Reconnect("2"));
        Assert.Equal(["before", "while it is the owner", "from the others"], History(jerry, conversation));
        Assert.Equal(2, jerry.TakeAll().OfType<UnreadFrame>().Last().Conversations!.Single().Unread);
    }

    [Fact]
    public void What_a_separated_owner_let_be_edited_is_told_when_it_is_given_up()
    {
        var (tom, jerry) = (Login("Tom", 1), Login("Jerry", 0));
        var conversation = StartAt(tom, node: 1, "Jerry");
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "before" });
        Pass(100);
        var id = jerry.TakeAll().OfType<DirectFrame>().Single().MessageId!;
        _world.Cluster!.Disconnect("2");
        tom.Send(new PatchFrame
        {
            Operation = PatchOperations.Modify,
            Patches = [new PatchItem { ConversationId = conversation, MessageId = id, Data = "after" }],
        });
        Pass(300);
        jerry.AssertQuiet();
        Pass(1700);

        Assert.Equal("after", jerry.TakeAll().OfType<PatchFrame>().Single().Patches!.Single().Data);
    }

    [Fact]
    public void A_node_that_was_separated_for_a_moment_says_and_hears_what_waited()
    {
        var (tom, jerry) = (Login("Tom", 1), Login("Jerry", 0));
        var conversation = StartAt(tom, node: 1, "Jerry");
        Pass(1000);
        jerry.TakeAll();
        _world.Cluster!.Disconnect("2");
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "from there" });
        jerry.Send(new DirectFrame { ConversationId = conversation, Body = "to there" });
        Pass(300);
        jerry.AssertQuiet();
        Assert.True(_world.Cluster.Reconnect("2"));
        Pass(100);

        Assert.Equal(["from there", "to there"], History(jerry, conversation));
        Assert.Equal("from there", jerry.TakeAll().OfType<DirectFrame>().Single().Body);
        Assert.Equal("to there", tom.TakeAll().OfType<DirectFrame>().Single().Body);
    }

    [Fact]
    public void Who_hears_late_that_a_node_was_lost_still_brings_everything_to_the_owner_that_came_after_it()
    {
        var (tom, jerry) = (Login("Tom", 0), Login("Jerry", 1));
        var conversation = StartAt(tom, node: 2, "Jerry");
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "before" });
        Pass(100);
        tom.TakeAll();
        _world.Cluster!.SetViewDelay("1", TimeSpan.FromSeconds(2));
        _world.Cluster.Kill("3");
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "to the lost" });
        Pass(2400);
        tom.AssertQuiet();
        Pass(300);

        Assert.NotNull(tom.TakeAll().OfType<AckFrame>().Single().MessageUid);
        Assert.Equal(["before", "to the lost"], History(jerry, conversation));
    }

    [Fact]
    public async Task A_slot_cannot_move_to_a_node_that_is_separated()
    {
        _world.Cluster!.Disconnect("2");
        await Assert.ThrowsAsync<InvalidOperationException>(() => _world.Cluster.MoveSlotAsync(7, "2", TestContext.Current.CancellationToken));
        Pass(600);
        await Assert.ThrowsAsync<ArgumentException>(() => _world.Cluster.MoveSlotAsync(7, "2", TestContext.Current.CancellationToken));
    }
}
