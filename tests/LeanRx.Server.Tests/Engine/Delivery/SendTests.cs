using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Sending (S142 to S145, protocol.md §4.10).</summary>
public class SendTests
{
    readonly World _world = new();

    static DirectFrame Direct(string? conversation, string? body = "hi") => new() { ConversationId = conversation, Body = body };

    [Fact] // S171
    public void Who_is_not_a_member_does_not_send_and_a_failed_send_is_an_ack_with_a_code()
    {
        var (tom, eve) = (_world.Login("Tom"), _world.Login("Eve"));
        var conversation = tom.Start(["Jerry"]);

        foreach (var target in (string?[])[conversation, "nowhere", "", null])
        {
            var ack = eve.Ask<AckFrame>(Direct(target));
            Assert.Equal((ErrorCodes.InvalidMessagingTarget, "INVALID_MESSAGING_TARGET", "", _world.Now, "Eve"),
                (ack.Code, ack.Reason, ack.MessageUid, ack.Timestamp, ack.PeerId));
        }
        tom.AssertQuiet();
        Assert.Empty(tom.History(conversation));
    }

    [Theory] // S169: 5 KB with the push data, in bytes of UTF-8.
    [InlineData(5120, 'x', 0, true)]
    [InlineData(5121, 'x', 0, false)]
    [InlineData(1706, '猫', 0, true)]
    [InlineData(1707, '猫', 0, false)]
    [InlineData(5000, 'x', 120, true)]
    [InlineData(5000, 'x', 121, false)]
    [Trait("Row", "S169")]
    public void A_message_has_5120_bytes_at_most(int length, char character, int pushData, bool isTaken)
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);

        var ack = tom.Ask<AckFrame>(Direct(conversation, new string(character, length)) with { PushData = new string('p', pushData) });

        Assert.Equal(isTaken ? null : ErrorCodes.FrameTooLong, ack.Code);
        Assert.Equal(isTaken ? 1 : 0, tom.History(conversation).Count);
        Assert.Null(tom.CloseCode);
    }

    [Fact]
    public void A_message_without_a_body_is_refused()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);

        Assert.Equal(ErrorCodes.UnparseableRawMessage, tom.Ask<AckFrame>(Direct(conversation, null)).Code);
        Assert.Equal(ErrorCodes.UnparseableRawMessage, tom.Ask<AckFrame>(Direct(conversation, "%") with { IsBinary = true }).Code);
        Assert.Null(tom.Say(conversation, "").Code);
    }

    [Fact]
    public void Bytes_arrive_as_bytes_and_stand_in_history_as_base64()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);

        tom.Ask<AckFrame>(new DirectFrame { ConversationId = conversation, BinaryBody = [0, 1, 2] });
        tom.Ask<AckFrame>(new DirectFrame { ConversationId = conversation, Body = "AAEC", IsBinary = true });

        Assert.All(jerry.TakeAll().Cast<DirectFrame>(), it => Assert.Equal(("000102", true), (Convert.ToHexString(it.BinaryBody!), it.IsBinary)));
        Assert.All(tom.History(conversation), it => Assert.Equal(("AAEC", true), (it.Data, it.IsBinary)));
    }

    [Fact] // Law 7
    [Trait("Row", "S172")]
    public void A_send_repeated_with_its_token_is_stored_and_delivered_once()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        var first = tom.Ask<AckFrame>(Direct(conversation) with { DeduplicationToken = "t1" });
        _world.Pass(TimeSpan.FromSeconds(5));
        tom.Drop();
        var again = _world.Login("Tom");

        var second = again.Ask<AckFrame>(Direct(conversation) with { DeduplicationToken = "t1" });
        var other = again.Ask<AckFrame>(Direct(conversation) with { DeduplicationToken = "t2" });

        Assert.Equal((first.MessageUid, first.Timestamp, null), (second.MessageUid, second.Timestamp, second.Code));
        Assert.Equal([first.MessageUid, other.MessageUid], jerry.TakeAll().Cast<DirectFrame>().Select(it => it.MessageId));
        Assert.Equal(2, again.History(conversation).Count);
    }

    [Fact] // S144, protocol §7.3
    public void A_transient_message_is_acked_delivered_now_and_kept_nowhere()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry", "Away"], jerry);

        var ack = tom.Ask<AckFrame>(Direct(conversation, "typing") with { IsTransient = true, ReceiptRequested = true });

        var message = jerry.Take<DirectFrame>();
        Assert.Equal(("typing", true, ack.MessageUid), (message.Body, message.IsTransient, message.MessageId));
        jerry.Acknowledge(message);
        tom.AssertQuiet();
        Assert.Empty(tom.History(conversation));
        _world.Login("Away").AssertQuiet();
        _world.Login("Away", Dialect.OfflineMessages).AssertQuiet();
    }

    [Fact]
    public void Mentions_travel_with_the_message()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);

        tom.Ask<AckFrame>(Direct(conversation) with { MentionedClientIds = ["Jerry", null!], MentionAll = true });

        var message = jerry.Take<DirectFrame>();
        Assert.True(message.MentionAll);
        Assert.Equal(["Jerry"], message.MentionedClientIds);
        Assert.Equal(["Jerry"], tom.History(conversation)[0].MentionedClientIds);
    }

    [Fact]
    public void Ids_have_22_characters_and_sort_as_the_messages_were_taken()
    {
        var tom = _world.Login("Tom");
        var conversations = (string[])[tom.Start(["a"]), tom.Start(["b"])];
        List<(long, string)> order = [];

        for (var number = 0; number < 300; number++)
        {
            if (number % 50 == 0)
                _world.Pass(TimeSpan.FromMilliseconds(1));
            var ack = tom.Say(conversations[number % 2], "hi");
            order.Add((ack.Timestamp!.Value, ack.MessageUid!));
        }

        Assert.All(order, it => Assert.Matches("^[-_0-9A-Za-z]{22}$", it.Item2));
        Assert.Equal(order, order.OrderBy(it => it.Item1).ThenBy(it => it.Item2, StringComparer.Ordinal));
        Assert.Equal(order.Select(it => it.Item2), order.Select(it => it.Item2).Order(StringComparer.Ordinal));
        Assert.Equal(300, order.Distinct().Count());
    }

    [Fact]
    public void Times_never_go_backwards_though_the_clock_does()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        var before = tom.Say(conversation, "before");
        var earlier = new World(store: _world.Store, start: World.Noon - TimeSpan.FromHours(1));

        var after = earlier.Login("Tom").Say(conversation, "after");

        Assert.True(after.Timestamp > before.Timestamp);
        Assert.Equal(["before", "after"], earlier.Login("Tom").History(conversation).Select(it => it.Data));
    }

    [Fact]
    public void A_priority_changes_nothing_in_a_normal_conversation()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);

        tom.Ask<AckFrame>(Direct(conversation, "low") with { Priority = 3 });
        tom.Ask<AckFrame>(Direct(conversation, "high") with { Priority = 1 });

        Assert.Equal(["low", "high"], jerry.TakeAll().Cast<DirectFrame>().Select(it => it.Body!));
    }
}
