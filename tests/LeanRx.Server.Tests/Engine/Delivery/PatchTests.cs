using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Editing and recalling (protocol.md §4.13).</summary>
public class PatchTests
{
    readonly World _world = new();

    static PatchFrame Modify(string conversation, string? messageId, string? data, bool recall = false) =>
        new()
        {
            Operation = PatchOperations.Modify,
            Patches = [new PatchItem { ConversationId = conversation, MessageId = messageId, Data = data, IsRecall = recall }]
        };

    [Fact]
    public void The_author_edits_and_all_who_understand_it_are_told()
    {
        var tom = _world.Login("Tom");
        var desk = _world.Login("Tom", capabilities: SessionCapabilities.MessagePatches);
        var jerry = _world.Login("Jerry", capabilities: SessionCapabilities.MessagePatches);
        var old = _world.Login("Jerry");
        var conversation = tom.Start(["Jerry"], desk, jerry, old);
        var ack = tom.Say(conversation, "helo");
        TestDevice[] all = [desk, jerry, old];
        foreach (var device in all)
            device.TakeAll();
        _world.Pass(TimeSpan.FromSeconds(5));

        var reply = tom.Ask<PatchFrame>(Modify(conversation, ack.MessageUid, "hello"));

        Assert.Equal((PatchOperations.Modified, _world.Now), (reply.Operation, reply.LastPatchTime));
        foreach (var device in (TestDevice[])[desk, jerry])
        {
            var item = Assert.Single(device.Take<PatchFrame>().Patches!);
            Assert.Equal((conversation, ack.MessageUid, "Tom", ack.Timestamp, _world.Now, false, "hello"),
                (item.ConversationId, item.MessageId, item.From, item.Timestamp, item.PatchTimestamp, item.IsRecall, item.Data));
        }
        old.AssertQuiet();
        tom.AssertQuiet();
        var stored = Assert.Single(tom.History(conversation));
        Assert.Equal("hello", stored.Data);
        Assert.Equal(_world.Now, stored.PatchTimestamp);
        Assert.Equal(ack.Timestamp, stored.Timestamp);
    }

    [Trait("Nodes", "one")]
    [Fact]
    public void Several_messages_are_changed_together_or_not_at_all_and_the_author_hears_first()
    {
        var (tom, jerry) = (_world.Login("Tom", capabilities: SessionCapabilities.MessagePatches),
            _world.Login("Jerry", capabilities: SessionCapabilities.MessagePatches));
        var (first, second) = (tom.Start(["Jerry"], jerry), tom.Start(["Jerry", "Mary"], jerry));
        var (one, two, his) = (tom.Say(first, "1"), tom.Say(second, "2"), jerry.Say(second, "3"));
        tom.TakeAll();
        jerry.TakeAll();
        PatchItem Item(string conversation, string? messageId, string data) => new() { ConversationId = conversation, MessageId = messageId, Data = data };

        tom.Ask<ErrorFrame>(new PatchFrame
        {
            Operation = PatchOperations.Modify,
            Patches = [Item(first, one.MessageUid, "no"), Item(second, his.MessageUid, "no")]
        });

        jerry.AssertQuiet();
        Assert.Equal("1", tom.History(first)[0].Data);
        var order = new List<string>();
        tom.OnFrame = frame => order.Add($"Tom {frame.Command}");
        jerry.OnFrame = frame => order.Add($"Jerry {((PatchFrame)frame).Patches![0].Data}");
        var reply = tom.Ask<PatchFrame>(new PatchFrame
        {
            Operation = PatchOperations.Modify,
            Patches = [Item(second, two.MessageUid, "b"), Item(first, one.MessageUid, "a"), Item(second, two.MessageUid, "c")]
        });
        Assert.Equal(["Tom patch", "Jerry b", "Jerry a", "Jerry c"], order);
        Assert.Equal("c", tom.History(second)[0].Data);
        Assert.Equal(reply.LastPatchTime, tom.History(second)[0].PatchTimestamp);
    }

    [Fact]
    public void A_recalled_message_says_nothing_any_more()
    {
        var tom = _world.Login("Tom");
        var jerry = _world.Login("Jerry", capabilities: SessionCapabilities.MessagePatches);
        var conversation = tom.Start(["Jerry"], jerry);
        var ack = tom.Say(conversation, "oops");
        jerry.Take<DirectFrame>();

        tom.Ask<PatchFrame>(Modify(conversation, ack.MessageUid, null, recall: true));

        var item = jerry.Take<PatchFrame>().Patches![0];
        Assert.Equal((true, """{"_lctype":-127}"""), (item.IsRecall, item.Data));
        Assert.Equal("""{"_lctype":-127}""", tom.History(conversation, new LogsFrame { MessageType = -127 })[0].Data);
    }

    [Fact]
    public void Only_the_author_changes_only_what_is_there()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        var ack = tom.Say(conversation, "mine");
        jerry.TakeAll();

        Assert.Equal(ErrorCodes.MessageOwnershipRequired, jerry.Fail(Modify(conversation, ack.MessageUid, "yours")).Code);
        Assert.Equal(ErrorCodes.MessageNotFound, tom.Fail(Modify(conversation, "unknown", "x")).Code);
        Assert.Equal(ErrorCodes.MessageNotFound, tom.Fail(Modify("nowhere", ack.MessageUid, "x")).Code);
        Assert.Equal(ErrorCodes.UnparseableRawMessage, tom.Fail(Modify(conversation, ack.MessageUid, null)).Code);
        Assert.Equal(ErrorCodes.FrameTooLong, tom.Fail(Modify(conversation, ack.MessageUid, new string('x', 5121))).Code);
        Assert.Equal("mine", tom.History(conversation)[0].Data);
    }

    [Fact]
    public void A_receipt_after_an_edit_keeps_the_edit()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        var ack = tom.Say(conversation, "helo");
        var message = jerry.Take<DirectFrame>();
        jerry.Acknowledge(message);
        tom.Ask<PatchFrame>(Modify(conversation, ack.MessageUid, "hello"));
        jerry.SendRaw(new ReadFrame { ConversationId = conversation });
        _world.Pass(TimeSpan.FromSeconds(2));

        var item = tom.History(conversation)[0];
        Assert.NotNull(item.AckAt);
        Assert.NotNull(item.ReadAt);
        Assert.Equal("hello", item.Data);
    }

    [Fact]
    public void Changes_missed_while_away_are_told_at_the_next_login_in_their_order()
    {
        var tom = _world.Login("Tom");
        var jerry = _world.Login("Jerry");
        var (first, second) = (tom.Start(["Jerry"], jerry), tom.Start(["Jerry"], jerry));
        var acks = Enumerable.Range(0, 12).Select(number => tom.Say(first, $"{number}")).ToList();
        var other = tom.Say(second, "secret");
        var seen = tom.Ask<PatchFrame>(Modify(first, acks[0].MessageUid, "seen")).LastPatchTime;
        jerry.Drop();
        foreach (var ack in acks)
            tom.Ask<PatchFrame>(Modify(first, ack.MessageUid, "edited"));
        tom.Ask<PatchFrame>(Modify(second, other.MessageUid, null, recall: true));

        var again = _world.Connect();
        again.Open("Jerry", Returning(seen));

        Assert.Equal(SessionOperations.Opened, again.Take<SessionFrame>().Operation);
        again.Take<UnreadFrame>();
        var (page, rest) = (again.Take<PatchFrame>(), again.Take<PatchFrame>());
        Assert.Equal((PatchOperations.Modify, "Jerry"), (page.Operation, page.PeerId));
        PatchItem[] items = [.. page.Patches!, .. rest.Patches!];
        Assert.Equal([.. acks.Select(ack => ack.MessageUid), other.MessageUid], items.Select(item => item.MessageId));
        Assert.Equal(items.Select(item => item.PatchTimestamp).Order().Distinct(), items.Select(item => item.PatchTimestamp));
        Assert.All(items[..12], item => Assert.Equal((first, "Tom", "edited", false), (item.ConversationId, item.From, item.Data, item.IsRecall)));
        Assert.Equal((second, """{"_lctype":-127}""", true), (items[12].ConversationId, items[12].Data, items[12].IsRecall));
        again.AssertQuiet();
    }

    [Theory]
    [InlineData(null, SessionCapabilities.MessagePatches)]
    [InlineData(0L, SessionCapabilities.MessagePatches)]
    [InlineData(1L, SessionCapabilities.None)]
    public void Changes_are_not_told_to_those_who_know_none_or_do_not_understand_them(long? known, SessionCapabilities capabilities)
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        tom.Ask<PatchFrame>(Modify(conversation, tom.Say(conversation, "a").MessageUid, "b"));

        var again = _world.Connect();
        again.Open("Jerry", Returning(known) with { ConfigurationBitmap = (long)capabilities });

        Assert.DoesNotContain(again.Received, frame => frame is PatchFrame);
    }

    [Fact]
    public void Those_who_left_are_not_told_of_changes_and_what_one_knows_is_not_told_again()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        var ack = tom.Say(conversation, "a");
        var time = tom.Ask<PatchFrame>(Modify(conversation, ack.MessageUid, "b")).LastPatchTime;

        var knowing = _world.Connect();
        knowing.Open("Jerry", Returning(time));
        Assert.DoesNotContain(knowing.Received, frame => frame is PatchFrame);
        jerry.Do(new ConversationFrame { Operation = ConversationOperations.Remove, ConversationId = conversation, Members = ["Jerry"] });
        var gone = _world.Connect();
        gone.Open("Jerry", Returning(1));
        Assert.DoesNotContain(gone.Received, frame => frame is PatchFrame);
    }

    [Fact]
    public void No_two_changes_have_the_same_time()
    {
        var tom = _world.Login("Tom");
        var (first, second) = (tom.Start(["Jerry"]), tom.Start(["Jerry"]));
        var (one, two) = (tom.Say(first, "a").MessageUid, tom.Say(second, "b").MessageUid);

        var earlier = tom.Ask<PatchFrame>(Modify(first, one, "c")).LastPatchTime;

        Assert.Equal(earlier + 1, tom.Ask<PatchFrame>(Modify(second, two, "d")).LastPatchTime);
    }

    static SessionFrame Returning(long? known) =>
        new() { Operation = SessionOperations.Open, ConfigurationBitmap = (long)SessionCapabilities.MessagePatches, LastPatchTime = known };
}
