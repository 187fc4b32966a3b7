using LeanRx.Protocol;
using LeanRx.Server.Events;
using LeanRx.Server.Hooks;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>What has happened is told: to hooks, and on the stream of the engine.</summary>
public class EventTests() : HookTest(HookPoints.All)
{
    [Fact]
    public void Everything_that_happens_in_a_conversation_is_told_once_and_in_order()
    {
        List<ServerEvent> seen = [];
        using var subscription = World.Engine.Events.Subscribe(seen.Add);
        Tom.Send(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = Conversation, Members = ["Spike"] });
        Pass();
        Say(Tom, "Hi");
        Pass();
        var id = Tom.TakeAll().OfType<AckFrame>().Single().MessageUid!;
        Tom.Send(Edit(id, "Ho"));
        Pass();
        Tom.Send(Update("""{"name":"x"}"""));
        Pass();
        Tom.Send(new ConversationFrame { Operation = ConversationOperations.Mute, ConversationId = Conversation });
        Pass();
        Jerry.Send(new ConversationFrame { Operation = ConversationOperations.Remove, ConversationId = Conversation, Members = ["Jerry"] });
        Pass();
        Done(Operator.Conversations.RemoveMembersAsync(Conversation, ["Spike"]));
        Pass();

        Assert.Equal(["MembersAdded Tom", "MessageSent Tom", "MessageUpdated Tom", "ConversationUpdated Tom", "ConversationUpdated Tom", "MembersRemoved Jerry",
            "MembersRemoved "], seen.Select(Who));
        Assert.Equal(seen, Hook.Told);
        var sent = Assert.Single(seen.OfType<MessageSent>());
        Assert.Equal((id, "Hi", false, "192.0.2.1"), (sent.MessageId, sent.Body, sent.IsFromOperator, sent.RemoteAddress));
        Assert.Equal(["Jerry"], sent.OnlineClientIds);
        Assert.Equal(["Spike"], sent.OfflineClientIds);
        Assert.Equal([true], seen.OfType<ConversationUpdated>().Where(it => it.IsMuted is not null).Select(it => it.IsMuted!.Value));
    }

    [Fact]
    public void A_new_conversation_is_told_with_its_members_and_adding_them_is_not_told_again()
    {
        Tom.Send(new ConversationFrame { Operation = ConversationOperations.Start, Members = ["Spike"] });
        Pass();
        Done(Operator.Conversations.CreateAsync(new NewConversation { Kind = ConversationKind.Service }));
        Pass();

        Assert.Equal(["ConversationCreated Tom", "ConversationCreated "], Hook.Told.Select(Who));
        Assert.Equal(["Spike", "Tom"], Assert.IsType<ConversationCreated>(Hook.Told[0]).Members);
    }

    [Theory]
    [InlineData("logout", OfflineReason.LoggedOut, null)]
    [InlineData("drop", OfflineReason.Disconnected, null)]
    [InlineData("silence", OfflineReason.Disconnected, 4107)]
    [InlineData("tag", OfflineReason.TagConflict, null)]
    [InlineData("kick", OfflineReason.Kicked, null)]
    public void A_login_and_its_end_are_told_with_the_reason(string how, OfflineReason reason, int? code)
    {
        Pass();
        Hook.Told.Clear();
        var spike = World.Login("Spike", tag: "phone", deviceId: "d1");
        Pass();
        var online = Assert.IsType<ClientOnline>(Assert.Single(Hook.Told));
        Assert.Equal(("Spike", "phone", "d1", false, "192.0.2.1"), (online.ClientId, online.Tag, online.DeviceId, online.IsReconnect, online.RemoteAddress));
        Hook.Told.Clear();

        switch (how)
        {
            case "logout": spike.Send(new SessionFrame { Operation = SessionOperations.Close }); break;
            case "drop": spike.Drop(); break;
            case "silence": World.Pass(TimeSpan.FromMinutes(7)); break;
            case "tag": World.Login("Spike", tag: "phone", deviceId: "d2"); break;
            case "kick": Done(World.Engine.Applications["demo"].Clients.KickAsync("Spike")); break;
        }
        Pass();

        var offline = Hook.Told.OfType<ClientOffline>().First(it => it.ClientId == "Spike");
        Assert.Equal((reason, code, "phone", "d1"), (offline.Reason, offline.CloseCode, offline.Tag, offline.DeviceId));
        Assert.Equal(how == "tag" ? ["ClientOffline", "ClientOnline"] : ["ClientOffline"],
            Hook.Told.Where(it => it is ClientOffline { ClientId: "Spike" } or ClientOnline { ClientId: "Spike" }).Select(it => it.GetType().Name));
    }

    [Fact]
    public void A_login_that_fails_is_told_nobody()
    {
        Pass();
        Hook.Told.Clear();
        var spike = World.Connect();
        spike.Open(new string('x', 65));
        Pass();

        Assert.Empty(Hook.Told);
    }

    [Fact]
    public void Receivers_that_are_offline_are_asked_about_with_those_who_are_mentioned()
    {
        Done(Operator.Conversations.AddMembersAsync(Conversation, ["Spike", "Butch"]));
        Pass();
        Hook.Asked.Clear();
        Done(Operator.Conversations.MuteAsync(Conversation, ["Butch"]));
        Tom.Send(new DirectFrame
        {
            ConversationId = Conversation,
            Body = "Hi",
            MentionedClientIds = ["Spike", "Jerry"],
            PushData = """{"alert":"Tom"}""",
        });
        Pass();
        Tom.Send(new DirectFrame { ConversationId = Conversation, Body = "Hi", IsTransient = true });
        Pass();

        var asked = Assert.Single(Hook.Asked.OfType<ReceiversOffline>());
        Assert.Equal(["Spike", "Butch"], asked.ClientIds);
        Assert.Equal(["Spike"], asked.MentionedClientIds);
        Assert.Equal(["Butch"], asked.MutedClientIds);
        Assert.Equal("""{"alert":"Tom"}""", asked.PushData);
        Assert.Equal(("Tom", "Hi"), (asked.From, asked.Body));
    }

    [Fact]
    public void A_slow_hook_is_told_the_events_of_a_conversation_one_by_one_and_those_of_another_meanwhile()
    {
        var other = Done(Operator.Conversations.CreateAsync(new NewConversation { Members = ["Tom", "Jerry"] })).Id;
        Pass();
        Hook.Told.Clear();
        var slow = new TaskCompletionSource();
        Hook.Telling = (happened, _) => happened is MessageSent { Body: "1" } ? new(slow.Task) : default;
        Say(Tom, "1");
        Say(Tom, "2");
        Say(Tom, "3", other);
        Pass();
        Assert.Equal(["1", "3"], Hook.Told.Cast<MessageSent>().Select(it => it.Body));

        slow.SetResult();
        Pass();

        Assert.Equal(["1", "3", "2"], Hook.Told.Cast<MessageSent>().Select(it => it.Body));
        Assert.Empty(Log.Lines);
    }

    [Fact]
    public void A_hook_that_fails_when_it_is_told_something_is_told_the_next_all_the_same()
    {
        Hook.Telling = (_, _) => throw new InvalidOperationException("Away.");
        Say(Tom, "1");
        Say(Tom, "2");
        Pass();

        Assert.Equal(["1", "2"], Hook.Told.Cast<MessageSent>().Select(it => it.Body));
        Assert.Equal($"The hook {typeof(ScriptedHook).FullName} could not be told MessageSent of {Conversation}: Away.", Assert.Single(Log.Lines));
    }

    static string Who(ServerEvent happened) => $"{happened.GetType().Name} " + happened switch
    {
        MessageSent it => it.From,
        MessageUpdated it => it.From,
        MembersAdded it => it.InitiatedBy,
        MembersRemoved it => it.InitiatedBy,
        ConversationUpdated it => it.InitiatedBy,
        ConversationCreated it => it.InitiatedBy,
        _ => "?",
    };
}
