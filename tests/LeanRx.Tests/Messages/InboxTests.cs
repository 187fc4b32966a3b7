using System.Reactive.Linq;

namespace LeanRx.Tests.Messages;

/// <summary>The way of a message to its observers: order, once, confirmations (laws 6, 7 and 9).</summary>
public class InboxTests
{
    readonly ClientWorld _world = new();
    readonly List<Message> _heard;

    public InboxTests() => _heard = ClientWorld.Record(_world.Core.Messages);

    IEnumerable<string> Ids => _heard.Select(message => message.Id);

    IEnumerable<AckFrame> Acks => _world.Posted<AckFrame>();

    [Fact]
    public void A_message_tells_who_sent_it_where_and_when()
    {
        _world.Core.OnPush(ClientWorld.Direct("m1", 1700000000123) with { PatchTimestamp = 1700000000999, MentionAll = true, MentionedClientIds = ["tom"] });
        _world.Settle();
        var message = Assert.IsType<TextMessage>(Assert.Single(_heard));
        Assert.Equal(("m1", "room", "jerry", "m1"), (message.Id, message.ConversationId, message.From, message.Text));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1700000000123), message.Timestamp);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1700000000999), message.UpdatedAt);
        Assert.True(message.MentionsEveryone);
        Assert.Equal(["tom"], message.MentionedClientIds);
        Assert.False(message.IsTransient);
        Assert.Null(message.DeliveredAt);
    }

    [Fact]
    public void Types_are_filtered_with_OfType() // S37
    {
        var images = ClientWorld.Record(_world.Core.Messages.OfType<ImageMessage>());
        _world.Receive("text");
        _world.Core.OnPush(ClientWorld.Direct("image") with { Body = """{"_lctype":-2,"_lcfile":{"url":"https://e.example/k.png"}}""" });
        _world.Settle();
        Assert.Equal("image", Assert.Single(images).Id);
        Assert.Equal(2, _heard.Count);
    }

    [Fact]
    [Trait("Row", "S172")]
    [Trait("Row", "D12")]
    public void A_message_that_the_server_sends_twice_is_heard_once_and_confirmed_twice() // S172, D12
    {
        _world.Receive("m1", 100);
        _world.Settle();
        _world.Receive("m1", 100);
        _world.Settle();
        Assert.Equal(["m1"], Ids);
        Assert.Equal(["m1", "m1"], Acks.Select(ack => ack.MessageId));
    }

    [Fact]
    public void The_same_id_in_another_conversation_is_another_message()
    {
        _world.Receive("m1", conversationId: "x");
        _world.Receive("m1", conversationId: "y");
        _world.Settle();
        Assert.Equal(["x", "y"], _heard.Select(message => message.ConversationId));
    }

    [Fact]
    public void Messages_without_an_id_are_all_delivered()
    {
        _world.Receive("");
        _world.Receive("");
        _world.Settle();
        Assert.Equal(2, _heard.Count);
        Assert.Empty(Acks);
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void A_thousand_ids_back_a_repetition_is_known_whatever_happens_in_other_conversations()
    {
        _world.Receive("quiet", conversationId: "quiet");
        for (var number = 0; number < 20_000; number++)
            _world.Receive($"m{number}", conversationId: "busy");
        _world.Receive("quiet", conversationId: "quiet");
        _world.Receive("m18976", conversationId: "busy");
        _world.Settle();
        Advance();
        Assert.Equal(20_001, _heard.Count);
    }

    void Advance() => _world.Advance(1);

    [Fact]
    public void One_s_own_messages_from_another_device_are_heard()
    {
        _world.Receive("m1", from: "tom");
        _world.Settle();
        Assert.Equal("tom", Assert.Single(_heard).From);
    }

    [Fact]
    public void A_single_message_is_confirmed_by_its_id()
    {
        _world.Receive("m1", 100);
        _world.Settle();
        var ack = Assert.Single(Acks);
        Assert.Equal(("room", "m1", null, null, "tom"), (ack.ConversationId, ack.MessageId, ack.FromTimestamp, ack.ToTimestamp, ack.PeerId));
    }

    [Fact]
    public void Messages_that_come_together_are_confirmed_with_one_frame_per_conversation()
    {
        _world.Receive("m1", 100, "x");
        _world.Receive("m2", 200, "y");
        _world.Receive("m3", 300, "x");
        _world.Receive("m4", 300, "x");
        _world.Settle();
        Assert.Equal(
            [("x", null, 100L, 300L), ("y", "m2", null, null)],
            Acks.Select(ack => (ack.ConversationId, ack.MessageId, ack.FromTimestamp, ack.ToTimestamp)));
    }

    [Fact]
    public void A_flood_costs_one_confirmation_per_turn()
    {
        for (var number = 0; number < 10_000; number++)
            _world.Receive($"m{number}", number);
        _world.Advance(1);
        Assert.Equal((0L, 9_999L), (Assert.Single(Acks).FromTimestamp, Acks.Single().ToTimestamp));
    }

    [Fact]
    public void Transient_messages_and_those_of_chat_rooms_are_not_confirmed() // S89, S144
    {
        _world.Core.OnPush(ClientWorld.Direct("m1") with { IsTransient = true });
        _world.Core.OnPush(ClientWorld.Direct("m2", conversationId: "hall") with { ConversationType = 2 });
        _world.Settle();
        Assert.Equal(["m1", "m2"], Ids);
        Assert.True(_heard[0].IsTransient);
        Assert.Empty(Acks);
    }

    [Fact]
    public void Bytes_arrive_as_bytes_from_either_field()
    {
        _world.Core.OnPush(ClientWorld.Direct("m1") with { Body = null, BinaryBody = [1, 2, 3] });
        _world.Core.OnPush(ClientWorld.Direct("m2") with { Body = "AQID", IsBinary = true });
        _world.Core.OnPush(ClientWorld.Direct("m3") with { Body = "no base64!", IsBinary = true });
        _world.Settle();
        Assert.Equal([1, 2, 3], Assert.IsType<BinaryMessage>(_heard[0]).Content.ToArray());
        Assert.Equal([1, 2, 3], Assert.IsType<BinaryMessage>(_heard[1]).Content.ToArray());
        Assert.Equal("no base64!", Assert.IsType<StringMessage>(_heard[2]).Content);
    }

    [Fact]
    public void A_message_without_a_conversation_is_a_fault_and_costs_itself_alone()
    {
        _world.Core.OnPush(ClientWorld.Direct("m1") with { ConversationId = null });
        _world.Receive("m2");
        _world.Settle();
        Assert.Equal(["m2"], Ids);
        Assert.Equal(FaultKind.Protocol, Assert.Single(_world.Faults).Kind);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void A_time_that_cannot_be_hurts_nobody(long timestamp)
    {
        _world.Receive("m1", timestamp);
        _world.Settle();
        Assert.Equal(["m1"], Ids);
        Assert.Equal(timestamp < 0 ? DateTimeOffset.MinValue.Year : 9999, _heard[0].Timestamp.Year);
    }

    [Fact]
    public void An_observer_that_throws_is_unsubscribed_and_the_others_hear_the_same_message()
    {
        var calls = 0;
        _world.Conversation().Messages.Subscribe(_ =>
        {
            calls++;
            throw new InvalidOperationException("no");
        });
        var after = ClientWorld.Record(_world.Conversation().Messages);
        _world.Settle();
        _world.Receive("m1");
        _world.Receive("m2");
        _world.Settle();
        Assert.Equal(1, calls);
        Assert.Equal(["m1", "m2"], after.Select(message => message.Id));
        Assert.Equal(["m1", "m2"], Ids);
        Assert.Equal(FaultKind.Observer, Assert.Single(_world.Faults).Kind);
    }

    [Fact]
    public void A_conversation_hears_its_own_messages_alone() // S149
    {
        var x = ClientWorld.Record(_world.Conversation("x").Messages);
        _world.Receive("m1", conversationId: "x");
        _world.Receive("m2", conversationId: "y");
        _world.Settle();
        Assert.Equal(["m1"], x.Select(message => message.Id));
    }
}
