using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Editing and recalling (protocol.md §4.13).</summary>
public class PatchTests
{
    readonly World _world = new();

    static PatchFrame Modify(string conversation, string? messageId, string? data, bool recall = false) =>
        new() { Operation = PatchOperations.Modify, Patches = [new PatchItem { ConversationId = conversation, MessageId = messageId, Data = data, IsRecall = recall }] };

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
            Assert.Equal((conversation, ack.MessageUid, "Tom", ack.Timestamp, _world.Now, false, "hello"), (item.ConversationId, item.MessageId, item.From, item.Timestamp, item.PatchTimestamp, item.IsRecall, item.Data));
        }
        old.AssertQuiet();
        tom.AssertQuiet();
        var stored = Assert.Single(tom.History(conversation));
        Assert.Equal("hello", stored.Data);
        Assert.Equal(_world.Now, stored.PatchTimestamp);
        Assert.Equal(ack.Timestamp, stored.Timestamp);
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
}
