using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Dialects 2 and 3: unread counts and reading (protocol.md §4.12).</summary>
public class UnreadTests
{
    readonly World _world = new();

    UnreadFrame? UnreadOf(string clientId, long? since = null, Dialect dialect = Dialect.UnreadCountsUntilRead)
    {
        var device = _world.Connect(dialect);
        device.Open(clientId, new SessionFrame { Operation = SessionOperations.Open, LastUnreadNotificationTime = since });
        device.Take<SessionFrame>();
        var unread = device.TakeAll().Cast<UnreadFrame>().SingleOrDefault();
        device.Drop();
        return unread;
    }

    int CountOf(string clientId) => UnreadOf(clientId)?.Conversations.Sum(it => it.Unread) ?? 0;

    [Fact]
    public void A_login_tells_how_much_is_unread_and_the_last_message()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        tom.Say(conversation, "one");
        var last = tom.Ask<AckFrame>(new DirectFrame { ConversationId = conversation, Body = "two", MentionedClientIds = ["Jerry"] });

        var unread = UnreadOf("Jerry")!;

        Assert.Equal((_world.Now, "Jerry", null), (unread.NotificationTime, unread.PeerId, unread.SerialId));
        var item = Assert.Single(unread.Conversations);
        Assert.Equal((conversation, 2, last.MessageUid, last.Timestamp, "Tom", "two", true),
            (item.ConversationId, item.Unread, item.MessageId, item.Timestamp, item.From, item.Data, item.IsMentioned));
        Assert.Equal(2, CountOf("Jerry"));
    }

    [Fact]
    public void Messages_received_online_count_until_they_are_read()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        tom.Say(conversation, "one");
        jerry.Acknowledge(jerry.Take<DirectFrame>());
        Assert.Equal(1, CountOf("Jerry"));

        jerry.Send(new ReadFrame { ConversationId = conversation });

        Assert.Equal(0, CountOf("Jerry"));
        tom.Say(conversation, "two");
        Assert.Equal(1, CountOf("Jerry"));
    }

    [Fact] // Protocol §2.2: in dialect 2 a message received counts as read.
    public void In_dialect_2_an_ack_that_reads_resets_the_count()
    {
        var tom = _world.Login("Tom");
        var jerry = _world.Login("Jerry", Dialect.UnreadCounts);
        var conversation = tom.Start(["Jerry"], jerry);
        tom.Say(conversation, "one");

        jerry.Send(new AckFrame { ConversationId = conversation, MessageId = jerry.Take<DirectFrame>().MessageId, IsRead = true });
        Assert.Null(UnreadOf("Jerry", dialect: Dialect.UnreadCounts));
    }

    [Fact]
    public void Reading_up_to_a_message_leaves_the_later_ones_unread_even_in_one_millisecond()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        var acks = Enumerable.Range(0, 5).Select(number => tom.Say(conversation, $"{number}")).ToList();

        jerry.Send(new ReadFrame { Marks = [new ReadMark(conversation, acks[1].MessageUid, acks[1].Timestamp)] });
        Assert.Equal(3, CountOf("Jerry"));
        jerry.Send(new ReadFrame { Marks = [new ReadMark(conversation, acks[0].MessageUid, acks[0].Timestamp)] });

        Assert.Equal(3, CountOf("Jerry"));
    }

    [Fact] // Protocol §11.2 row 11: the message may belong to another conversation.
    public void A_mark_with_a_foreign_message_reads_up_to_its_time()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var (here, there) = (tom.Start(["Jerry"], jerry), tom.Start(["Jerry"], jerry));
        tom.Say(here, "one");
        _world.Pass(TimeSpan.FromSeconds(1));
        var foreign = tom.Say(there, "two");
        _world.Pass(TimeSpan.FromSeconds(1));
        tom.Say(here, "three");
        jerry.TakeAll();

        jerry.Send(new ReadFrame { Marks = [new ReadMark(here, foreign.MessageUid, foreign.Timestamp)] });

        Assert.Equal([(here, 1), (there, 1)], UnreadOf("Jerry")!.Conversations.Select(it => (it.ConversationId, it.Unread)));
    }

    [Fact]
    public void A_mark_from_the_future_does_not_read_what_is_yet_to_come()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        tom.Say(conversation, "one");

        jerry.Send(new ReadFrame { Marks = [new ReadMark(conversation, null, _world.Now + 1_000_000)] });
        _world.Pass(TimeSpan.FromSeconds(1));
        tom.Say(conversation, "two");

        Assert.Equal(1, CountOf("Jerry"));
    }

    [Fact] // Protocol §4.12
    public void Reading_is_answered_when_it_has_a_number_and_the_other_devices_hear_the_new_count()
    {
        var (tom, phone, desk) = (_world.Login("Tom"), _world.Login("Jerry"), _world.Login("Jerry"));
        var old = _world.Login("Jerry", Dialect.OfflineMessages);
        var conversation = tom.Start(["Jerry"], phone, desk, old);
        tom.Say(conversation, "one");
        TestDevice[] all = [phone, desk, old];
        foreach (var device in all)
            device.TakeAll();

        var reply = phone.Ask<ReadFrame>(new ReadFrame { ConversationIds = [conversation, "nowhere"] });
        phone.SendRaw(new ReadFrame { ConversationId = conversation });

        Assert.Equal("Jerry", reply.PeerId);
        phone.AssertQuiet();
        old.AssertQuiet();
        Assert.Equal((conversation, 0),
            (desk.Received.OfType<UnreadFrame>().Single().Conversations[0].ConversationId, desk.Take<UnreadFrame>().Conversations[0].Unread));
    }

    [Theory] // S170
    [InlineData(100, 100)]
    [InlineData(130, 100)]
    [Trait("Row", "S170")]
    public void A_conversation_counts_100_unread_at_most(int sent, int told)
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        for (var number = 0; number < sent; number++)
            tom.Say(conversation, "hi");

        Assert.Equal(told, CountOf("Jerry"));
    }

    [Fact] // S170
    [Trait("Row", "S170")]
    public void At_most_50_conversations_are_told_the_latest_first()
    {
        var tom = _world.Login("Tom");
        List<string> conversations = [];
        for (var number = 0; number < 55; number++)
        {
            conversations.Insert(0, tom.Start(["Jerry"]));
            tom.Say(conversations[0], "hi");
            _world.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(conversations.Take(50), UnreadOf("Jerry")!.Conversations.Select(it => it.ConversationId));
    }

    [Fact]
    public void Only_what_changed_since_the_last_notice_is_told()
    {
        var tom = _world.Login("Tom");
        var (first, second) = (tom.Start(["Jerry"]), tom.Start(["Jerry"]));
        tom.Say(first, "hi");
        _world.Pass(TimeSpan.FromSeconds(1));
        var notice = UnreadOf("Jerry")!.NotificationTime;
        _world.Pass(TimeSpan.FromSeconds(1));
        tom.Say(second, "hi");

        Assert.Equal([second], UnreadOf("Jerry", notice)!.Conversations.Select(it => it.ConversationId));
    }

    [Fact]
    public void Nothing_unread_says_nothing_and_ones_own_messages_do_not_count()
    {
        var tom = _world.Login("Tom");
        tom.Say(tom.Start(["Jerry"]), "mine");

        Assert.Null(UnreadOf("Tom"));
    }

    [Fact]
    public async Task Counts_survive_an_orderly_restart()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        tom.Say(conversation, "one");
        jerry.Send(new ReadFrame { ConversationId = conversation });
        await _world.DisposeAsync();
        var next = new World(store: _world.Store);
        next.Login("Jerry").AssertQuiet();

        next.Login("Tom").Say(conversation, "two");

        var again = next.Connect();
        again.Open("Jerry");
        again.Take<SessionFrame>();
        Assert.Equal(1, again.Take<UnreadFrame>().Conversations.Single().Unread);
    }

    [Fact] // Protocol §4.9
    public void How_far_others_have_come_can_be_asked()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry", "Bob"], jerry);
        var first = tom.Say(conversation, "one").Timestamp;
        _world.Pass(TimeSpan.FromSeconds(1));
        var second = tom.Say(conversation, "two").Timestamp;
        var messages = jerry.TakeAll().Cast<DirectFrame>().ToList();
        jerry.Acknowledge(messages[0]);
        jerry.Acknowledge(messages[1]);
        jerry.Send(new ReadFrame { Marks = [new ReadMark(conversation, messages[0].MessageId, first)] });
        jerry.TakeAll();
        var ask = new ConversationFrame { Operation = ConversationOperations.MaxRead, ConversationId = conversation };

        var reply = tom.Do(ask);
        Assert.Equal((ConversationOperations.MaxRead, conversation, second, first),
            (reply.Operation, reply.ConversationId, reply.MaxAckTimestamp, reply.MaxReadTimestamp));
        Assert.Equal((second, first),
            (tom.Do(ask with { TargetClientId = "Jerry" }).MaxAckTimestamp, tom.Do(ask with { TargetClientId = "Jerry" }).MaxReadTimestamp));
        var all = tom.Do(ask with { QueryAllMembers = true }).ReadPositions!;
        Assert.Equal(["Bob", "Jerry", "Tom"], all.Select(it => it.ClientId).Order());
        Assert.Equal(new ReadPosition("Jerry", second, first), all.Single(it => it.ClientId == "Jerry"));
        Assert.Equal(ErrorCodes.ConversationMembershipRequired, _world.Login("Eve").Fail(ask).Code);
    }
}
