using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Receipts to the sender (S143, S150, protocol.md §4.10.5).</summary>
public class ReceiptTests
{
    readonly World _world = new();

    [Fact] // S150
    public void A_message_sent_with_receipt_is_receipted_once_when_it_arrives_and_once_when_it_is_read()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        var ack = tom.Say(conversation, "hi", receipt: true);
        var message = jerry.Take<DirectFrame>();

        _world.Pass(TimeSpan.FromSeconds(1));
        var arrived = _world.Now;
        jerry.Acknowledge(message);
        jerry.Acknowledge(message);
        _world.Pass(TimeSpan.FromSeconds(1));
        jerry.SendRaw(new ReadFrame { ConversationId = conversation });
        jerry.SendRaw(new ReadFrame { ConversationId = conversation });

        var delivered = tom.Take<ReceiptFrame>();
        Assert.Equal((ack.MessageUid, conversation, arrived, null, "Jerry", "Tom", null),
            (delivered.MessageId, delivered.ConversationId, delivered.Timestamp, delivered.IsRead, delivered.From, delivered.PeerId, delivered.SerialId));
        var read = tom.Take<ReceiptFrame>();
        Assert.Equal((ack.MessageUid, true, _world.Now, "Jerry"), (read.MessageId, read.IsRead, read.Timestamp, read.From));
        tom.AssertQuiet();
        jerry.AssertQuiet();
        var item = Assert.Single(tom.History(conversation));
        Assert.Equal((arrived, _world.Now), (item.AckAt, item.ReadAt));
    }

    [Fact] // S150
    public void Who_reads_after_a_long_time_has_every_message_receipted_once_and_in_order()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        var sent = Enumerable.Range(0, 450).Select(number => tom.Say(conversation, $"{number}", receipt: true).MessageUid).ToList();
        var jerry = _world.Login("Jerry");

        jerry.SendRaw(new ReadFrame { ConversationId = conversation });

        Assert.Equal(sent, tom.TakeAll().Cast<ReceiptFrame>().Where(receipt => receipt.IsRead == true).Select(receipt => receipt.MessageId));
    }

    [Fact] // S143: off unless asked for.
    public void Without_receipt_the_sender_hears_nothing_and_history_still_knows()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        tom.Say(conversation, "hi");

        jerry.Acknowledge(jerry.Take<DirectFrame>());

        tom.AssertQuiet();
        Assert.Equal(_world.Now, tom.History(conversation)[0].AckAt);
    }

    [Fact]
    public void Acks_of_ones_own_messages_and_of_unknown_ones_do_nothing()
    {
        var (tom, desk, eve) = (_world.Login("Tom"), _world.Login("Tom"), _world.Login("Eve"));
        var conversation = tom.Start(["Jerry"], desk);
        var ack = tom.Say(conversation, "hi", receipt: true);

        desk.Acknowledge(desk.Take<DirectFrame>());
        eve.Send(new AckFrame { ConversationId = conversation, MessageId = ack.MessageUid });
        tom.Send(new AckFrame { ConversationId = conversation, MessageId = "unknown" });
        tom.Send(new AckFrame { ConversationId = "nowhere", MessageId = ack.MessageUid });
        tom.Send(new AckFrame { ConversationId = conversation, FromTimestamp = long.MinValue, ToTimestamp = long.MaxValue });
        tom.Send(new AckFrame { Ids = ["x"] });
        tom.Send(new AckFrame());

        Assert.All((TestDevice[])[tom, desk, eve], device => device.AssertQuiet());
        Assert.Null(tom.History(conversation)[0].AckAt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_ack_may_mean_all_messages_of_a_long_absence(bool isRead)
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry", Dialect.OfflineMessages));
        var conversation = tom.Start(["Jerry"], jerry);
        jerry.Drop();
        List<string?> said = [];
        for (var number = 0; number < 450; number++)
        {
            _world.Pass(TimeSpan.FromSeconds(2));
            said.Add(tom.Say(conversation, $"{number}", receipt: true).MessageUid);
        }

        var back = _world.Login("Jerry", Dialect.UnreadCounts);
        back.SendRaw(new AckFrame { ConversationId = conversation, FromTimestamp = 0, ToTimestamp = _world.Now, IsRead = isRead ? true : null });

        var told = tom.TakeAll().Cast<ReceiptFrame>().ToList();
        Assert.Equal(said, told.Where(receipt => receipt.IsRead is null).Select(receipt => receipt.MessageId));
        Assert.Equal(isRead ? said : [], told.Where(receipt => receipt.IsRead == true).Select(receipt => receipt.MessageId));
        Assert.Empty(_world.Login("Jerry", Dialect.OfflineMessages).TakeAll());
    }

    [Theory]
    [InlineData(SessionCapabilities.None, 0)]
    [InlineData(SessionCapabilities.GroupReceipts, 2)]
    public void In_a_group_receipts_go_to_senders_who_understand_them(SessionCapabilities capabilities, int receipts)
    {
        var (tom, jerry, bob) = (_world.Login("Tom", capabilities: capabilities), _world.Login("Jerry"), _world.Login("Bob"));
        var conversation = tom.Start(["Jerry", "Bob"], jerry, bob);
        tom.Say(conversation, "hi", receipt: true);

        jerry.Acknowledge(jerry.Take<DirectFrame>());
        bob.Acknowledge(bob.Take<DirectFrame>());

        Assert.Equal(receipts, tom.TakeAll().Cast<ReceiptFrame>().Select(it => it.From).Distinct().Count());
        Assert.Null(tom.History(conversation)[0].AckAt);
    }

    [Theory]
    [InlineData(Dialect.OfflineMessages)]
    [InlineData(Dialect.UnreadCountsUntilRead)]
    public void Receipts_wait_for_a_sender_who_is_away_and_come_once(Dialect dialect)
    {
        var (tom, jerry) = (_world.Login("Tom", dialect), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        var ack = tom.Say(conversation, "hi", receipt: true);
        tom.Drop();
        jerry.Acknowledge(jerry.Take<DirectFrame>());
        jerry.SendRaw(new ReadFrame { ConversationId = conversation });

        var again = _world.Login("Tom", dialect);

        Assert.Equal([(ack.MessageUid, null), (ack.MessageUid, true)], again.TakeAll().Cast<ReceiptFrame>().Select(it => (it.MessageId, it.IsRead)));
        again.Drop();
        _world.Login("Tom", dialect).AssertQuiet();
    }

    [Fact]
    public void Reading_without_an_ack_before_receipts_the_reading_alone()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        tom.Say(conversation, "one", receipt: true);
        tom.Say(conversation, "two", receipt: true);
        var late = jerry.TakeAll().Cast<DirectFrame>().ToList();

        jerry.SendRaw(new ReadFrame { ConversationId = conversation });
        jerry.Acknowledge(late[0]);

        Assert.Equal(late.Select(it => (it.MessageId, (bool?)true)), tom.TakeAll().Cast<ReceiptFrame>().Select(it => (it.MessageId, it.IsRead)));
    }

    [Fact]
    public void Messages_that_are_no_longer_in_memory_are_receipted_too()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        for (var number = 0; number < 300; number++)
            tom.Say(conversation, $"{number}", receipt: true);
        var messages = jerry.TakeAll().Cast<DirectFrame>().ToList();

        foreach (var message in messages)
            jerry.Acknowledge(message);
        Assert.Equal(messages.Select(it => it.MessageId), tom.TakeAll().Cast<ReceiptFrame>().Select(it => it.MessageId));
        jerry.SendRaw(new ReadFrame { ConversationId = conversation });

        Assert.Equal(messages.Select(it => it.MessageId), tom.TakeAll().Cast<ReceiptFrame>().Select(it => it.MessageId));
        Assert.All(tom.History(conversation, new LogsFrame { Limit = 1000 }), it => Assert.Equal((_world.Now, _world.Now), (it.AckAt, it.ReadAt)));
    }
}
