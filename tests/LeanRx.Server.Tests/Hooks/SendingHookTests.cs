using LeanRx.Protocol;
using LeanRx.Server.Hooks;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>A hook is asked before a message is accepted: it can refuse it, rewrite it, and say who gets it.</summary>
public class SendingHookTests() : HookTest(HookPoints.MessageSending)
{
    [Fact]
    public void A_hook_learns_what_LeanCloud_told_its_function()
    {
        Say(Tom, "Hi");
        Pass();

        var asked = Assert.IsType<MessageSending>(Assert.Single(Hook.Asked));
        Assert.Equal(("demo", Conversation, "Tom", "Hi", ConversationKind.Normal),
            (asked.ApplicationId, asked.ConversationId, asked.From, asked.Body, asked.Kind));
        Assert.Equal(["Jerry"], asked.Recipients);
        Assert.False(asked.IsTransient || asked.IsBinary || asked.ReceiptRequested || asked.IsFromOperator || asked.IsWill);
        Assert.Equal("Hi", Bodies(Jerry));
        Assert.Null(Assert.IsType<AckFrame>(Assert.Single(Tom.TakeAll())).Code);
    }

    [Fact]
    public async Task A_refused_message_is_answered_with_4402_and_with_code_and_reason_of_the_hook()
    {
        Hook.Sending = (_, _) => new(MessageDecision.Refuse("No adverts here.", 9890));
        Say(Tom, "Buy!");
        Pass();

        var ack = Assert.IsType<AckFrame>(Assert.Single(Tom.TakeAll()));
        Assert.Equal((4402, "MESSAGE_REJECTED_BY_APP", 9890, "No adverts here."), (ack.Code, ack.Reason, ack.ApplicationCode, ack.ApplicationMessage));
        Jerry.AssertQuiet();
        Assert.Empty(await Operator.Messages.ReadHistoryAsync(new HistoryQuery { ApplicationId = "demo", ConversationId = Conversation }));
        Assert.Empty(Log.Lines);
    }

    [Fact]
    public async Task A_rewritten_message_is_the_same_for_all_and_the_sender_hears_of_it_after_the_ack()
    {
        Hook.Sending = (message, _) => new(MessageDecision.Accept with { Body = message.Body.Replace("damn", "****") });
        Say(Tom, """{"_lctype":-1,"_lctext":"damn"}""");
        Pass();

        var told = Tom.TakeAll();
        var ack = Assert.IsType<AckFrame>(told[0]);
        var patch = Assert.Single(Assert.IsType<PatchFrame>(told[1]).Patches!);
        Assert.Equal((ack.MessageUid, """{"_lctype":-1,"_lctext":"****"}"""), (patch.MessageId, patch.Data));
        Assert.Equal("""{"_lctype":-1,"_lctext":"****"}""", Bodies(Jerry));
        var stored = Assert.Single(await Operator.Messages.ReadHistoryAsync(new HistoryQuery { ApplicationId = "demo", ConversationId = Conversation }));
        Assert.Equal((-1, patch.PatchTimestamp), (stored.MessageType, stored.PatchedAt));
    }

    [Fact]
    public void A_rewritten_message_that_is_sent_again_is_one_and_the_sender_hears_of_it_again()
    {
        Hook.Sending = (_, _) => new(MessageDecision.Accept with { Body = "b" });
        var frame = new DirectFrame { ConversationId = Conversation, Body = "a", DeduplicationToken = "once" };
        Tom.Send(frame);
        Pass();
        Tom.TakeAll();
        Jerry.TakeAll();

        Tom.Send(frame);
        Pass();

        var told = Tom.TakeAll();
        Assert.Equal(Assert.IsType<AckFrame>(told[0]).MessageUid, Assert.Single(Assert.IsType<PatchFrame>(told[1]).Patches!).MessageId);
        Jerry.AssertQuiet();
    }

    [Fact]
    public void A_message_narrowed_to_some_reaches_them_alone_now_and_later()
    {
        var spike = Login("Spike");
        var conversation = Add("Spike");
        Hook.Sending = (_, _) => new(MessageDecision.Accept with { Recipients = ["Jerry"] });
        Say(Tom, "for Jerry", conversation);
        Pass();

        Assert.Equal("for Jerry", Bodies(Jerry));
        Assert.Equal("", Bodies(spike));
        Assert.Equal("for Jerry", HistoryOf(Jerry));
        Assert.Equal("for Jerry", HistoryOf(Tom));
        Assert.Equal("", HistoryOf(spike));
        Assert.Equal((1, 0), (UnreadOf("Jerry"), UnreadOf("Spike")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_told_as_unread_is_the_last_message_that_a_client_may_see(bool isStartedAnew)
    {
        var conversation = Add("Spike");
        Say(Tom, "for all", conversation);
        Pass();
        Hook.Sending = (_, _) => new(MessageDecision.Accept with { Recipients = ["Jerry"] });
        Say(Tom, "for Jerry", conversation);
        Pass();
        Assert.Equal("for all for Jerry", Bodies(Jerry));

        // What is recent is in memory; a server that was started anew asks the store.
        if (isStartedAnew)
            await World.Engine.DisposeAsync();
        var world = isStartedAnew ? new World(store: World.Store, start: World.Clock.Now) : World;
        var spike = world.Connect();
        spike.Open("Spike");
        world.Pass(TimeSpan.FromMilliseconds(1));
        var unread = Assert.Single(Assert.Single(spike.TakeAll().OfType<UnreadFrame>()).Conversations);
        Assert.Equal((conversation, 1, "for all"), (unread.ConversationId, unread.Unread, unread.Data));
    }

    [Fact]
    public void A_message_redirected_to_nobody_is_seen_by_its_sender_alone()
    {
        Hook.Sending = (_, _) => new(MessageDecision.Accept with { Recipients = [] });
        Say(Tom, "alone");
        Pass();

        Assert.Equal("0", Codes(Tom));
        Jerry.AssertQuiet();
        Assert.Equal("", HistoryOf(Jerry));
        Assert.Equal("alone", HistoryOf(Tom));
    }

    [Fact]
    public void A_message_can_be_redirected_to_a_client_outside_that_is_online()
    {
        var spike = Login("Spike");
        Hook.Sending = (_, _) => new(MessageDecision.Accept with { Recipients = ["Spike"] });
        Say(Tom, "over here");
        Pass();

        Assert.Equal("over here", Bodies(spike));
        Jerry.AssertQuiet();
    }

    [Fact]
    public void A_message_in_a_chat_room_narrowed_to_some_reaches_those_of_them_who_are_in_it()
    {
        Tom.Send(new ConversationFrame { Operation = ConversationOperations.Start, IsTransient = true });
        var room = Assert.IsType<ConversationFrame>(Assert.Single(Tom.TakeAll())).ConversationId!;
        Jerry.Send(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = room, Members = ["Jerry"] });
        Jerry.TakeAll();
        Hook.Sending = (_, _) => new(MessageDecision.Accept with { Recipients = ["Jerry", "Spike"] });
        var (spike, butch) = (Login("Spike"), Login("Butch"));
        butch.Send(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = room, Members = ["Butch"] });
        butch.TakeAll();

        Say(Tom, "psst", room);
        Pass();

        Assert.Equal(("psst", "", ""), (Bodies(Jerry), Bodies(spike), Bodies(butch)));
    }

    [Fact]
    public void Binary_and_transient_messages_are_asked_about_as_they_are()
    {
        Tom.Send(new DirectFrame { ConversationId = Conversation, BinaryBody = [1, 2, 3], IsTransient = true });
        Pass();

        var asked = Assert.IsType<MessageSending>(Assert.Single(Hook.Asked));
        Assert.Equal(("AQID", true, true), (asked.Body, asked.IsBinary, asked.IsTransient));
        Assert.Equal([1, 2, 3], Assert.IsType<DirectFrame>(Assert.Single(Jerry.TakeAll())).BinaryBody!);
    }

    [Fact]
    public void A_will_is_asked_about_when_it_is_left()
    {
        Hook.Sending = (message, _) => new(message.IsWill ? MessageDecision.Accept with { Body = "Tom is gone." } : MessageDecision.Accept);
        Tom.Send(new DirectFrame { ConversationId = Conversation, Body = "I am gone.", IsWill = true, IsTransient = true });
        Pass();
        Assert.Equal("0", Codes(Tom));
        Tom.Drop();

        Assert.Equal("Tom is gone.", Bodies(Jerry));
        Assert.Single(Hook.Asked);
    }

    [Fact]
    public void What_cannot_be_sent_is_not_asked_about()
    {
        var spike = Login("Spike");
        Say(spike, "May I?");
        Say(spike, "Anybody?", "nowhere");
        Pass();

        Assert.Equal("4401 4401", Codes(spike));
        Assert.Empty(Hook.Asked);
    }

    [Fact]
    public void An_operator_is_asked_like_anybody_else()
    {
        Hook.Sending = (message, _) => new(message.Body == "bad" ? MessageDecision.Refuse("no", 7) : MessageDecision.Accept with { Body = "good" });

        var refusal = Assert.Throws<OperationRefusedException>(() => Done(Operator.Messages.SendAsync(Conversation, new SystemMessage("Tom", "bad"))));
        var sent = Done(Operator.Messages.SendAsync(Conversation, new SystemMessage("Tom", "anything")));

        Assert.Equal((4402, 7, "no"), (refusal.Code, refusal.ApplicationCode, refusal.ApplicationMessage));
        Assert.Equal(("good", null), (sent.Data, sent.PatchedAt));
        Assert.Equal("good", Bodies(Jerry));
        Assert.All(Hook.Asked.Cast<MessageSending>(), asked => Assert.True(asked.IsFromOperator));
    }

    string Add(string clientId)
    {
        Done(Operator.Conversations.AddMembersAsync(Conversation, [clientId]));
        foreach (var device in (TestDevice[])[Tom, Jerry])
            device.TakeAll();
        return Conversation;
    }

    string HistoryOf(TestDevice device)
    {
        device.TakeAll();
        return device.History(Conversation).Bodies();
    }

    int UnreadOf(string clientId) => Done(Operator.Messages.CountUnreadAsync(clientId, Conversation));
}
