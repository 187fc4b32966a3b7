namespace LeanRx.Tests.Messages;

/// <summary>Messages are edited and taken back, and clients hear of it once (protocol.md §4.13).</summary>
public class EditTests
{
    static readonly DateTimeOffset SentAt = DateTimeOffset.FromUnixTimeMilliseconds(100);

    readonly ClientWorld _world = new();
    readonly List<MessageChange> _changes;

    public EditTests() => _changes = ClientWorld.Record(_world.Client.MessageChanges);

    static PatchItem Patch(string messageId, long at, string text = "new", bool isRecall = false) => new()
    {
        ConversationId = "room",
        MessageId = messageId,
        From = "jerry",
        Timestamp = 100,
        PatchTimestamp = at,
        IsRecall = isRecall,
        Data = isRecall ? "{\"_lctype\":-127}" : "{\"_lctype\":-1,\"_lctext\":\"" + text + "\"}",
    };

    void Push(params PatchItem[] patches)
    {
        _world.Core.OnPush(new PatchFrame { Operation = PatchOperations.Modify, Patches = patches });
        _world.Settle();
    }

    [Fact]
    public async Task An_edit_names_the_message_by_id_and_time_and_results_in_the_message_as_it_is_now()
    {
        _world.Session.Answer = _ => new PatchFrame { Operation = PatchOperations.Modified, LastPatchTime = 200 };
        var change = await _world.Conversation().EditAsync(new MessageAck("m1", SentAt), new TextMessage("better"));

        var patch = Assert.Single(Assert.Single(_world.Commands<PatchFrame>()).Patches!);
        Assert.Equal(("room", "m1", 100L, false, "tom"), (patch.ConversationId, patch.MessageId, patch.Timestamp, patch.IsRecall, patch.From));
        Assert.Equal("{\"_lctype\":-1,\"_lctext\":\"better\"}", patch.Data);
        var message = Assert.IsType<TextMessage>(change.Message);
        Assert.Equal(("better", "m1", "tom", SentAt, DateTimeOffset.FromUnixTimeMilliseconds(200)),
            (message.Text, message.Id, message.From, message.Timestamp, message.UpdatedAt));
        Assert.True(_world.Asked<PatchFrame>().IsRepeatable);
    }

    [Fact]
    public async Task A_recall_carries_no_body()
    {
        _world.Session.Answer = _ => new PatchFrame { Operation = PatchOperations.Modified, LastPatchTime = 200 };
        var change = await _world.Conversation().RecallAsync(new MessagePosition("m1", SentAt));

        var patch = Assert.Single(Assert.Single(_world.Commands<PatchFrame>()).Patches!);
        Assert.Equal((true, null), (patch.IsRecall, patch.Data));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(200), Assert.IsType<RecalledMessage>(change.Message).UpdatedAt);
    }

    [Fact]
    public async Task A_message_of_another_conversation_is_not_edited_here()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => _world.Conversation()
            .EditAsync(new TextMessage("a") { Id = "m1", ConversationId = "elsewhere" }, new TextMessage("b")));
        Assert.StartsWith("message belongs to conversation elsewhere, not to room.", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<ArgumentException>(() => _world.Conversation().RecallAsync(new TextMessage("a")));
        Assert.StartsWith("message was not sent yet: it has no id.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Edits_and_recalls_of_others_are_heard_by_the_client_and_by_the_conversation()
    {
        var here = ClientWorld.Record(_world.Conversation().MessageChanges);
        Push(Patch("m1", 200), Patch("m2", 201, isRecall: true));

        var edited = Assert.IsType<MessageChange.Edited>(_changes[0]);
        Assert.Equal(("new", "m1", "jerry", SentAt), (((TextMessage)edited.Message).Text, edited.Message.Id, edited.Message.From, edited.Message.Timestamp));
        Assert.IsType<MessageChange.Recalled>(_changes[1]);
        Assert.Equal(_changes, here);
        Assert.Equal(201, Assert.Single(_world.Posted<PatchFrame>()).LastPatchTime);
    }

    [Fact]
    public void A_change_that_comes_again_is_heard_once()
    {
        Push(Patch("m1", 200));
        Push(Patch("m1", 200), Patch("m1", 300, "newer"));
        Assert.Equal(["new", "newer"], _changes.Select(change => ((TextMessage)change.Message).Text));
    }

    [Fact]
    public void Why_the_system_changed_it_is_told()
    {
        Push(Patch("m1", 200) with { PatchCode = -4408, PatchReason = "censored" });
        Assert.Equal((-4408L, "censored"), (_changes[0].Code, _changes[0].Reason));
    }

    [Fact]
    public void The_last_message_of_a_conversation_is_the_changed_one()
    {
        var room = _world.Conversation();
        _world.Receive("m1", 100);
        Push(Patch("m1", 200));
        Assert.Equal("new", Assert.IsType<TextMessage>(room.LastMessage).Text);
    }

    [Fact]
    public void A_change_waits_while_the_messages_of_its_conversation_are_fetched()
    {
        _world.Receive("m0", 50);
        _world.Reconnect();
        _world.Receive("m2", 150);
        Push(Patch("m1", 200));
        Assert.Empty(_changes);
        _world.Asked<LogsFrame>()
            .SetResult(new LogsFrame
            {
                Items = [new LogItem { MessageId = "m1", From = "jerry", Timestamp = 100, Data = "old" },
            new LogItem { MessageId = "m2", From = "jerry", Timestamp = 150, Data = "x" }]
            });
        _world.Settle();
        Assert.Equal("m1", Assert.Single(_changes).Message.Id);
    }

    [Fact]
    public void A_change_of_nothing_is_a_fault()
    {
        Push(new PatchItem { MessageId = "m1" });
        Assert.Equal(FaultKind.Protocol, Assert.Single(_world.Faults).Kind);
        Assert.Empty(_changes);
    }
}
